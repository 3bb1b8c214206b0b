namespace Messaging.Local;

/// <summary>Describes an event-source mapping of the embedded broker: which queue invokes which function.</summary>
public sealed class LocalMapping
{
    /// <summary>Gets the id that the broker gave the mapping.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the ARN of the queue.</summary>
    public required string QueueArn { get; init; }

    /// <summary>Gets the ARN of the function.</summary>
    public required string FunctionArn { get; init; }

    /// <summary>Gets how many messages an invocation has at most.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Gets how long messages are gathered for a full batch.</summary>
    public required TimeSpan BatchWindow { get; init; }

    /// <summary>Gets whether the function answers with the messages that failed.</summary>
    public required bool ReportBatchItemFailures { get; init; }

    /// <summary>Gets how many invocations run at the same time, where that was said.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Gets the patterns one of which a message must match; none means that all reach the function.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>Gets when it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
