namespace Messaging.Local;

/// <summary>Says how a queue's messages reach a function, as an event-source mapping of AWS Lambda does.</summary>
/// <remarks>The page of AWS: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html</remarks>
public sealed class LocalMappingOptions
{
    /// <summary>Gets or sets how many messages an invocation has at most.</summary>
    /// <value>The default is 10. 1 to 10,000; above 10 with a window only, and never on a FIFO queue.</value>
    public int BatchSize { get; set; } = MappingLimits.BatchSizeWithoutWindow;

    /// <summary>Gets or sets how long messages are gathered for a full batch.</summary>
    /// <value>The default is zero: what is there goes at once. Whole seconds up to 5 minutes; none on a FIFO queue.</value>
    public TimeSpan BatchWindow { get; set; }

    /// <summary>Gets or sets whether the function answers with the messages that failed.</summary>
    /// <value>The default is false, as on AWS: any answer acknowledges the whole batch, any error none of it.</value>
    public bool ReportBatchItemFailures { get; set; }

    /// <summary>Gets or sets how many invocations run at the same time.</summary>
    /// <value>The default is null: 5 on a standard queue, one per group on a FIFO queue. 2 to 1,000.</value>
    public int? MaxConcurrency { get; set; }

    /// <summary>Gets which messages reach the function: those that one of these patterns is for.</summary>
    /// <value>The default is none: all do. At most 5.</value>
    /// <remarks>
    /// A pattern is that of a rule of EventBridge, on the record that the function gets: <c>{"body":{"region":["eu"]}}</c>. As on
    /// AWS, other messages are deleted.
    /// </remarks>
    public IList<string> Filters { get; private set; } = [];

    /// <exception cref="ArgumentException">A value makes no sense for the queue.</exception>
    internal LocalMappingOptions CheckedCopy(bool isFifo)
    {
        MappingLimits.Check(BatchSize, BatchWindow, MaxConcurrency, isFifo);
        MappingLimits.CheckFilters(Filters);
        var copy = (LocalMappingOptions)MemberwiseClone();
        copy.Filters = [.. Filters];
        return copy;
    }
}
