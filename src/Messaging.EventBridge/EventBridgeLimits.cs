using System.Text;

namespace Messaging.EventBridge;

/// <summary>The limits that Amazon EventBridge sets.</summary>
internal static class EventBridgeLimits
{
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html: 1 MB since January 2026. Should that mean a
    // million, the batches between are refused whole, split and sent again, and an event that large fails with the service's word.
    public const int MaxRequestBytes = 1_048_576;

    // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
    public const int MaxEntries = 10;

    // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
    public const int MaxPatternLength = 4096;

    // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
    public const int MaxRuleNameLength = 64;

    // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html
    public const int MaxDetailTypeLength = 128;

    private const int TimeBytes = 14;

    /// <summary>Gets what a bus takes, for the stage that measures messages.</summary>
    public static DestinationLimits ForBus { get; } = new()
    {
        MaxMessageBytes = MaxRequestBytes,
        MaxBatchBytes = MaxRequestBytes,
        MaxBatchEntries = MaxEntries,
        MaxAttributes = 0,
        Measure = Size,
    };

    /// <summary>Gets the size of an event as the service counts it.</summary>
    /// <remarks>https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevents-size</remarks>
    public static int Size(OutgoingMessage message) =>
        (message.Time is null ? 0 : TimeBytes)
        + Encoding.UTF8.GetByteCount(message.Source ?? "")
        + Encoding.UTF8.GetByteCount(message.MessageName)
        + Encoding.UTF8.GetByteCount(message.Body)
        + message.Resources.Sum(Encoding.UTF8.GetByteCount);
}
