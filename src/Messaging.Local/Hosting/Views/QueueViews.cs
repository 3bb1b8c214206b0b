namespace Messaging.Local;

/// <summary>Describes queues and messages for people and tests.</summary>
internal static class QueueViews
{
    public static List<LocalQueueInfo> List(Region region) =>
        region.Run(now => region.Queues.All.Select(queue => Describe(region, queue, now)).ToList());

    public static LocalQueueInfo? Find(Region region, string name) =>
        region.Run(now => region.Queues.Find(name) is { } queue ? Describe(region, queue, now) : null);

    public static IReadOnlyList<LocalMessage>? Peek(Region region, string name) => region.Run(now =>
    {
        var queue = region.Queues.Find(name);
        queue?.Advance(now);
        return queue?.Messages.All.Select(Describe).ToList();
    });

    private static LocalQueueInfo Describe(Region region, SqsQueue queue, DateTime now)
    {
        queue.Advance(now);
        return new LocalQueueInfo
        {
            Region = region.Name,
            Name = queue.Name,
            Visible = queue.Messages.Count(MessageState.Visible),
            InFlight = queue.Messages.Count(MessageState.InFlight),
            Delayed = queue.Messages.Count(MessageState.Delayed),
        };
    }

    private static LocalMessage Describe(Message message) => new()
    {
        MessageId = message.Id.ToString(),
        Body = message.Content.Body,
        Attributes = message.Content.Attributes.ToDictionary(
            attribute => attribute.Name,
            attribute => attribute.Text ?? Convert.ToBase64String(attribute.Bytes ?? []),
            StringComparer.Ordinal),
        GroupId = message.Content.GroupId,
        DeduplicationId = message.Content.DeduplicationId,
        ReceiveCount = message.ReceiveCount,
        SentAt = new DateTimeOffset(message.SentAt),
        IsInFlight = message.State == MessageState.InFlight,
        DeadLetterSourceArn = message.DeadLetterSourceArn,
    };
}
