namespace Messaging;

/// <summary>Makes entries, limits and answers for tests of the publish side.</summary>
internal static class Outgoing
{
    public static DestinationLimits Standard { get; } = new() { MaxMessageBytes = 1_000, MaxBatchBytes = 1_000 };

    public static DestinationLimits Fifo { get; } = new() { MaxMessageBytes = 1_000, MaxBatchBytes = 1_000, IsFifo = true };

    public static SendAnswer Accepted { get; } = new("service-id", null, null);

    public static SendAnswer Throttled { get; } = Refused(EntryFailureKind.Transient);

    public static SendAnswer Invalid { get; } = Refused(EntryFailureKind.Permanent);

    public static PublishEntry Entry(string id, string? group = null, int size = 1) => new(new OutgoingMessage
    {
        MessageId = id,
        MessageName = Orders.Name,
        Body = id,
        Size = size,
        GroupId = group,
    });

    public static string[] Ids(PublishEntry[]? request) =>
        [.. (request ?? []).Select(entry => entry.Message.MessageId)];

    public static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static SendAnswer Refused(EntryFailureKind kind) => new(null, null, new EntryFailure(kind, "Code", "Text."));
}
