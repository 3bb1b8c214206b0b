using System.Security.Cryptography;
using System.Text;

namespace Messaging.Local;

/// <summary>The subscriptions of a region's topics. They outlive their topic, as on AWS.</summary>
internal sealed class RegionSubscriptions(Region region, RegionTopics topics)
{
    private const string SubscribePrefix = "Attributes Reason: ";

    private readonly SortedDictionary<string, Subscription> _subscriptions = new(StringComparer.Ordinal);

    // What was unsubscribed and can be restored by its token.
    private readonly List<Subscription> _left = [];

    /// <summary>Gets the subscriptions by ARN. The region's lock must be held.</summary>
    public IEnumerable<Subscription> All => _subscriptions.Values;

    public Subscription Subscribe(
        string topicArn, string protocol, string endpoint, IReadOnlyDictionary<string, string> attributes, Uri address) =>
        topics.With(topicArn, (topic, now) =>
        {
            SubscriptionRules.CheckProtocol(protocol);
            SubscriptionRules.CheckEndpoint(topic, protocol, endpoint);
            SubscriptionRules.CheckAttributes(attributes, null, topic, endpoint, SubscribePrefix);
            if (topic.Subscriptions.Find(each => each.Protocol == protocol && each.Endpoint == endpoint) is { } present)
            {
                CheckSame(present, attributes);
                if (!present.IsConfirmed)
                {
                    AskToConfirm(topic, present, address, now);
                }

                return present;
            }

            SubscriptionRules.CheckLargeTopic(topic.MaximumMessageSize, [.. topic.Subscriptions.Select(each => each.Protocol), protocol]);

            var isConfirmed = protocol is "sqs" or "lambda" or "sms" or "application" or "firehose";
            var subscription = new Subscription($"{topicArn}:{region.NextId()}", topicArn, protocol, endpoint, isConfirmed);
            subscription.Set(attributes);
            topic.Subscriptions.Add(subscription);
            _subscriptions.Add(subscription.Arn, subscription);
            if (!isConfirmed)
            {
                AskToConfirm(topic, subscription, address, now);
            }

            return subscription;
        });

    public string Confirm(string topicArn, string token) => topics.With(topicArn, (topic, now) =>
    {
        var subscription = topic.Subscriptions.Find(each => each.Token == token)
            ?? _left.Find(each => each.Token == token && each.TopicArn == topicArn)
            ?? throw SnsErrors.InvalidParameter("Token");
        if (subscription.TokenUntil < now)
        {
            throw SnsErrors.InvalidParameter("Token Reason: The token has expired");
        }

        subscription.Confirm();
        if (_left.Remove(subscription))
        {
            Restore(topic, subscription);
        }

        return subscription.Arn;
    });

    public void Unsubscribe(string arn, Uri address) => region.Run(now =>
    {
        if (arn.Split(':').Length < 7)
        {
            throw SnsErrors.InvalidParameter("SubscriptionArn Reason: An ARN must have at least 6 elements");
        }

        if (!_subscriptions.Remove(arn, out var subscription) || topics.Find(subscription.TopicArn) is not { } topic)
        {
            return 0;
        }

        topic.Subscriptions.Remove(subscription);
        topic.Unsubscribed++;
        if (subscription.IsHttp && subscription.IsConfirmed)
        {
            subscription.Await(NewToken(), now + SnsLimits.TokenLifetime);
            _left.RemoveAll(each => each.TokenUntil < now);
            _left.Add(subscription);
            region.Deliveries.Start(
                HttpNotification.Confirmation(region, topic, subscription, "UnsubscribeConfirmation", now, address), now);
        }

        return 0;
    });

    public T With<T>(string arn, Func<Subscription, T> work) => region.Run(_ => work(Get(arn)));

    public void Set(string arn, string name, string value) => region.Run(_ =>
    {
        var subscription = Get(arn);
        var topic = topics.Find(subscription.TopicArn) ?? throw SnsErrors.NoTopic();
        var change = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value };
        SubscriptionRules.CheckAttributes(change, subscription, topic, subscription.Endpoint, string.Empty);
        subscription.Set(change);
        return 0;
    });

    public void Clear()
    {
        _subscriptions.Clear();
        _left.Clear();
    }

    private static void CheckSame(Subscription present, IReadOnlyDictionary<string, string> attributes)
    {
        if (attributes.Any(attribute =>
            SubscriptionRules.Effective(attribute.Key, attribute.Value)
            != SubscriptionRules.Effective(attribute.Key, present.Attributes.GetValueOrDefault(attribute.Key))))
        {
            throw SnsErrors.InvalidParameter("Attributes Reason: Subscription already exists with different attributes");
        }
    }

    private static Guid Seeded(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private void AskToConfirm(Topic topic, Subscription subscription, Uri address, DateTime now)
    {
        // A token that was sent before stays good.
        subscription.Await(subscription.Token ?? NewToken(), now + SnsLimits.TokenLifetime);
        if (subscription.IsHttp)
        {
            region.Deliveries.Start(
                HttpNotification.Confirmation(region, topic, subscription, "SubscriptionConfirmation", now, address), now);
        }
        else
        {
            topics.Publishing.Mail(
                subscription,
                "AWS Notification - Subscription Confirmation",
                $"{address}?Action=ConfirmSubscription&TopicArn={topic.Arn}&Token={subscription.Token}",
                now);
        }
    }

    private void Restore(Topic topic, Subscription subscription)
    {
        topic.Unsubscribed--;
        if (topic.Subscriptions.Find(each => each.Protocol == subscription.Protocol && each.Endpoint == subscription.Endpoint) is null)
        {
            topic.Subscriptions.Add(subscription);
            _subscriptions.Add(subscription.Arn, subscription);
        }
    }

    private string NewToken() => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.ASCII.GetBytes($"{region.Name}/{Seeded(region.Jitter)}")));

    private Subscription Get(string arn) => _subscriptions.GetValueOrDefault(arn)
        ?? (arn.Split(':').Length < 6
            ? throw SnsErrors.InvalidParameter(
                $"SubscriptionArn Reason: An ARN must have at least 6 elements, not {arn.Split(':').Length}")
            : throw SnsErrors.NoSubscription());
}
