namespace Messaging.Local;

/// <summary>One notification on its way to one subscription.</summary>
internal abstract class NotificationDelivery(Region region, Subscription subscription) : Delivery
{
    public const string Principal = "sns.amazonaws.com";

    protected Region Region => region;

    protected Subscription Subscription => subscription;

    public override bool IsAbout(string resource) =>
        resource == Arns.NameOf(subscription.TopicArn) || resource == Arns.NameOf(subscription.Endpoint);

    public override TimeSpan? NextDelay(DateTime now) => RetryPauses.Managed(Attempts);

    /// <summary>Moves what would have been delivered to the dead-letter queue, where there is one.</summary>
    public override void GiveUp(DeliveryOutcome last, DateTime now)
    {
        if (subscription.DeadLetterArn is { } letters)
        {
            region.Messages.Accept(letters, Principal, subscription.TopicArn, Letter(letters), now);
        }
    }

    /// <summary>Returns what goes to the dead-letter queue.</summary>
    protected abstract MessageContent Letter(string queueArn);
}
