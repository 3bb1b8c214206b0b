namespace Messaging;

/// <summary>Makes received messages for tests of the consume side.</summary>
internal static class Deliveries
{
    public static EntryFailure Transient { get; } = new(EntryFailureKind.Transient, "Throttled", "Later.");

    public static EntryFailure Gone { get; } = new(EntryFailureKind.Gone, "ReceiptHandleIsInvalid", "Gone.");

    public static Delivery New(string id, string? group = null, int receives = 1, TimeSpan receivedAt = default) =>
        new(new ReceivedMessage { Id = id, ReceiptHandle = "receipt-" + id, Body = "", GroupId = group, ReceiveCount = receives }, receivedAt);

    /// <summary>Lets a machine ask for messages, and receive some of group "a".</summary>
    public static void Receive(
        ConsumerMachine machine, TimeSpan now, List<ConsumerEffect> effects, params (string Id, int Receives)[] messages)
    {
        machine.Advance(now, effects);
        machine.Received(10, [.. messages.Select(message => New(message.Id, "a", message.Receives).Message)], now, now, effects);
    }

    public static List<Delivery> Started(List<ConsumerEffect> effects) =>
        [.. effects.OfType<ConsumerEffect.Start>().Select(start => start.Delivery)];

    public static List<IReadOnlyList<Delivery>> Batches(List<ConsumerEffect> effects) =>
        [.. effects.OfType<ConsumerEffect.StartBatch>().Select(start => start.Deliveries)];

    public static string[] Ids(IEnumerable<Delivery> deliveries) => [.. deliveries.Select(delivery => delivery.Message.Id)];

    public static TimeSpan Sec(double seconds) => TimeSpan.FromSeconds(seconds);
}
