using Messaging.Sqs;

namespace Messaging.Sns;

/// <summary>One subscription as the application registered it.</summary>
/// <param name="Topic">The logical name of the topic.</param>
/// <param name="Consumer">The consumer whose queue is subscribed, or null.</param>
/// <param name="Protocol">The kind of another endpoint.</param>
/// <param name="Endpoint">Another endpoint.</param>
/// <param name="Builder">What it takes.</param>
internal sealed record SubscriptionRegistration(
    string Topic, SqsConsumerBuilder? Consumer, string Protocol, string? Endpoint, TopicSubscriptionBuilder Builder);

/// <summary>The subscriptions of a service collection.</summary>
internal sealed class TopicSubscriptions
{
    public List<SubscriptionRegistration> All { get; } = [];
}
