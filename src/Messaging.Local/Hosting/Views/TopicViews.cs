namespace Messaging.Local;

/// <summary>Makes what people see of the topics of a region.</summary>
internal static class TopicViews
{
    public static IReadOnlyList<LocalTopicInfo> List(Region region) => region.Run(_ =>
        region.Topics.All.Select(topic => new LocalTopicInfo
        {
            Region = region.Name,
            Name = topic.Name,
            Arn = topic.Arn,
            Subscriptions = [.. topic.Subscriptions.Select(Describe)],
        }).ToList());

    public static IReadOnlyList<LocalEmail> Mails(Region region) =>
        region.Run(_ => region.Topics.Publishing.Mails.ToList());

    private static LocalSubscriptionInfo Describe(Subscription subscription) => new()
    {
        Arn = subscription.Arn,
        Protocol = subscription.Protocol,
        Endpoint = subscription.Endpoint,
        IsConfirmed = subscription.IsConfirmed,
        FilterPolicy = subscription.Attributes.GetValueOrDefault("FilterPolicy"),
    };
}
