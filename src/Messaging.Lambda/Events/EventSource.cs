namespace Messaging.Lambda;

/// <summary>Which service invoked the function.</summary>
internal enum EventService
{
    Sqs,
    Sns,
    EventBridge,
}

/// <summary>Where the messages of an event come from.</summary>
internal sealed record EventSource(EventService Service, string Name, string? Arn)
{
    public bool IsFifo => Service == EventService.Sqs && Name.EndsWith(".fifo", StringComparison.Ordinal);

    /// <summary>Gets the value of <c>messaging.system</c> in telemetry.</summary>
    public string System => Service switch
    {
        EventService.Sqs => "aws_sqs",
        EventService.Sns => "aws.sns",
        _ => "aws.eventbridge",
    };

    public override string ToString() => Service switch
    {
        EventService.Sqs => $"queue '{Name}'",
        EventService.Sns => $"topic '{Name}'",
        _ => $"events '{Name}'",
    };
}
