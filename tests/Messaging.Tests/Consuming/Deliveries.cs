namespace Messaging;

/// <summary>Makes received messages for tests of the consume side.</summary>
internal static class Deliveries
{
    public static EntryFailure Transient { get; } = new(EntryFailureKind.Transient, "Throttled", "Later.");

    public static EntryFailure Gone { get; } = new(EntryFailureKind.Gone, "ReceiptHandleIsInvalid", "Gone.");

    public static Delivery New(string id, string? group = null, int receives = 1, TimeSpan receivedAt = default) =>
        new(new ReceivedMessage { Id = id, ReceiptHandle = "receipt-" + id, Body = "", GroupId = group, ReceiveCount = receives }, receivedAt);

    public static string[] Ids(IEnumerable<Delivery> deliveries) => [.. deliveries.Select(delivery => delivery.Message.Id)];

    public static TimeSpan Sec(double seconds) => TimeSpan.FromSeconds(seconds);
}
