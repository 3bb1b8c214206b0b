namespace Messaging.Local;

/// <summary>Tells the attributes of a subscription as SNS does.</summary>
internal static class SubscriptionAttributes
{
    public static SortedDictionary<string, string> Of(Subscription subscription, Topic? topic, string account)
    {
        var attributes = new SortedDictionary<string, string>(subscription.Attributes, StringComparer.Ordinal)
        {
            ["ConfirmationWasAuthenticated"] = subscription.IsHttp ? "false" : "true",
            ["Endpoint"] = subscription.Endpoint,
            ["Owner"] = account,
            ["PendingConfirmation"] = subscription.IsConfirmed ? "false" : "true",
            ["Protocol"] = subscription.Protocol,
            ["SubscriptionArn"] = subscription.Arn,
            ["SubscriptionPrincipal"] = $"arn:aws:iam::{account}:user/local",
            ["TopicArn"] = subscription.TopicArn,
        };
        attributes.TryAdd("RawMessageDelivery", "false");
        if (subscription.IsHttp)
        {
            attributes["EffectiveDeliveryPolicy"] = DeliveryPolicies.OfSubscription(
                subscription.Attributes.GetValueOrDefault("DeliveryPolicy"), topic?.Attributes.GetValueOrDefault("DeliveryPolicy"));
        }

        if (subscription.Filter is null)
        {
            // A scope without a policy shows nothing.
            attributes.Remove("FilterPolicyScope");
        }
        else
        {
            attributes.TryAdd("FilterPolicyScope", "MessageAttributes");
        }

        return attributes;
    }
}
