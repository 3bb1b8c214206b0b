namespace Messaging.Local;

/// <summary>A notification for an HTTP endpoint, or what asks the endpoint to confirm.</summary>
internal sealed class HttpNotification(
    Region region, Topic topic, Subscription subscription, string type, Guid id, string body, bool isRaw)
    : NotificationDelivery(region, subscription)
{
    private const string NotificationType = "Notification";
    private const string PlainText = "text/plain; charset=UTF-8";

    public static HttpNotification Of(Region region, Notification notification, Subscription subscription) => new(
        region,
        notification.Topic,
        subscription,
        NotificationType,
        notification.Id,
        subscription.IsRaw
            ? notification.TextFor(subscription.Protocol)
            : NotificationTexts.Envelope(notification, subscription, region.Parts.Signer),
        subscription.IsRaw);

    /// <summary>Makes what asks an endpoint about its subscription; the type says what happened.</summary>
    public static HttpNotification Confirmation(
        Region region, Topic topic, Subscription subscription, string type, DateTime now, Uri endpoint)
    {
        var id = region.NextId();
        var body = NotificationTexts.Confirmation(type, id, topic, subscription, now, endpoint, region.Parts.Signer);
        return new HttpNotification(region, topic, subscription, type, id, body, isRaw: false);
    }

    public override Task<DeliveryOutcome> AttemptAsync(DateTime now, CancellationToken cancellationToken)
    {
        var headers = Headers();
        return Task.Run(
            () => Region.Parts.Poster.PostAsync(new Uri(Subscription.Endpoint), body, headers, cancellationToken),
            cancellationToken);
    }

    public override TimeSpan? NextDelay(DateTime now) => RetryPauses.Http(Attempts, Policy);

    /// <summary>Moves a notification to the dead-letter queue, where there is one; what asks to confirm is no letter.</summary>
    public override void GiveUp(DeliveryOutcome last, DateTime now)
    {
        if (type == NotificationType)
        {
            base.GiveUp(last, now);
        }
    }

    protected override MessageContent Letter(string queueArn) => new(body);

    private string? Policy =>
        Subscription.Attributes.GetValueOrDefault("DeliveryPolicy") ?? topic.Attributes.GetValueOrDefault("DeliveryPolicy");

    private List<KeyValuePair<string, string>> Headers()
    {
        List<KeyValuePair<string, string>> headers =
        [
            new("x-amz-sns-message-type", type),
            new("x-amz-sns-message-id", id.ToString()),
            new("x-amz-sns-topic-arn", topic.Arn),
            new("Content-Type", type == NotificationType ? ContentTypes.Of(Subscription, topic) ?? PlainText : PlainText),
            new("User-Agent", "Amazon Simple Notification Service Agent"),
            new("Accept-Encoding", "gzip,deflate"),
        ];
        if (type != "SubscriptionConfirmation")
        {
            headers.Add(new("x-amz-sns-subscription-arn", Subscription.Arn));
        }

        if (isRaw)
        {
            headers.Add(new("x-amz-sns-rawdelivery", "true"));
        }

        return headers;
    }
}
