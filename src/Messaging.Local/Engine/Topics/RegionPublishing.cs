namespace Messaging.Local;

/// <summary>What publishers do with the topics of a region.</summary>
internal sealed class RegionPublishing(Region region, RegionTopics topics)
{
    private readonly List<LocalEmail> _mails = [];

    /// <summary>Gets what e-mail subscriptions would have sent. The region's lock must be held.</summary>
    public IReadOnlyList<LocalEmail> Mails => _mails;

    public SentMessage Publish(string topicArn, PublishRequest request, Uri endpoint) =>
        topics.With(topicArn, (topic, now) => Publish(topic, PublishRules.Check(request, topic), endpoint, now));

    public IReadOnlyList<BatchResult<SentMessage>> PublishBatch(
        string topicArn, IReadOnlyList<BatchEntry<PublishRequest>> entries, Func<bool> fails, Uri endpoint) =>
        topics.With(topicArn, (topic, now) =>
        {
            var messages = PublishBatchRules.Check(entries, topic);
            return messages.Select(entry => fails()
                ? new BatchResult<SentMessage>(entry.Id, default, SnsErrors.InternalError())
                : new BatchResult<SentMessage>(entry.Id, Publish(topic, entry.Request, endpoint, now), null)).ToList();
        });

    /// <summary>Publishes what a rule of an event bus sends.</summary>
    public DeliveryOutcome Accept(string topicArn, string ruleArn, string message, string? traceHeader, DateTime now)
    {
        if (topics.Find(topicArn) is not { } topic)
        {
            return DeliveryOutcome.Refused("NO_RESOURCE", $"There is no topic {topicArn}.");
        }

        var account = region.Options.AccountId;
        if (region.Options.EnforceQueuePolicies
            && !ServicePermission.Allows(
                TopicAttributes.PolicyOf(topic, account),
                new ServiceRequest(EventDelivery.Principal, "Publish", topicArn, ruleArn, account)))
        {
            return DeliveryOutcome.Refused(
                "NO_PERMISSIONS", $"The policy of {topicArn} does not let {EventDelivery.Principal} publish for {ruleArn}.");
        }

        try
        {
            var request = PublishRules.Check(new PublishRequest(message) { TraceHeader = traceHeader }, topic);
            Publish(topic, request, region.Parts.Endpoint(), now);
            return DeliveryOutcome.Delivered;
        }
        catch (ServiceException error)
        {
            return DeliveryOutcome.Refused("INVALID_PARAMETER", error.Message);
        }
    }

    public void Mail(Subscription subscription, string subject, string body, DateTime now) => _mails.Add(new LocalEmail
    {
        To = subscription.Endpoint,
        TopicArn = subscription.TopicArn,
        Subject = subject,
        Body = body,
        Time = now,
    });

    public void Clear() => _mails.Clear();

    private SentMessage Publish(Topic topic, PublishRequest request, Uri endpoint, DateTime now)
    {
        if (topic.IsFifo && topic.TryFindPublished(request, now, out var earlier))
        {
            return earlier;
        }

        var sent = new SentMessage(region.NextId(), topic.IsFifo ? region.NextNumber() : null);
        if (topic.IsFifo)
        {
            topic.Remember(request, sent, now);
        }

        var notification = new Notification(topic, request, sent, now, endpoint);
        foreach (var subscription in topic.Subscriptions.ToArray())
        {
            if (subscription.IsConfirmed && notification.Passes(subscription))
            {
                Deliver(notification, subscription, now);
            }
        }

        return sent;
    }

    private void Deliver(Notification notification, Subscription subscription, DateTime now)
    {
        switch (subscription.Protocol)
        {
            case "sqs":
                region.Deliveries.Start(new QueueNotification(region, notification, subscription), now);
                break;
            case "lambda":
                region.Deliveries.Start(new FunctionNotification(region, notification, subscription), now);
                break;
            case "http" or "https":
                region.Deliveries.Start(HttpNotification.Of(region, notification, subscription), now);
                break;
            case "email":
                Mail(subscription, notification.Request.Subject ?? "AWS Notification Message", notification.TextFor("email"), now);
                break;
            case "email-json":
                Mail(
                    subscription,
                    notification.Request.Subject ?? "AWS Notification Message",
                    NotificationTexts.Envelope(notification, subscription, region.Parts.Signer),
                    now);
                break;
        }
    }
}
