using System.Globalization;

namespace Messaging.Local;

/// <summary>Tells the attributes of a topic as SNS does.</summary>
internal static class TopicAttributes
{
    public static SortedDictionary<string, string> Of(Topic topic, string account)
    {
        var attributes = new SortedDictionary<string, string>(topic.Attributes, StringComparer.Ordinal);
        attributes.TryAdd("DisplayName", string.Empty);
        attributes["EffectiveDeliveryPolicy"] = DeliveryPolicies.OfTopic(topic.Attributes.GetValueOrDefault("DeliveryPolicy"));
        attributes["Owner"] = account;
        attributes["Policy"] = PolicyOf(topic, account);
        attributes["SubscriptionsConfirmed"] = Count(topic.Subscriptions.Count(each => each.IsConfirmed));
        attributes["SubscriptionsPending"] = Count(topic.Subscriptions.Count(each => !each.IsConfirmed));
        attributes["SubscriptionsDeleted"] = Count(topic.Unsubscribed);
        attributes["TopicArn"] = topic.Arn;
        if (topic.IsFifo)
        {
            attributes["FifoTopic"] = "true";
            attributes.TryAdd("ContentBasedDeduplication", "false");
        }

        return attributes;
    }

    public static string PolicyOf(Topic topic, string account) =>
        topic.Attributes.GetValueOrDefault("Policy") is { Length: > 0 } policy
            ? policy
            : $$$$"""{"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{"Sid":"__default_statement_ID","Effect":"Allow","Principal":{"AWS":"*"},"Action":["SNS:GetTopicAttributes","SNS:SetTopicAttributes","SNS:AddPermission","SNS:RemovePermission","SNS:DeleteTopic","SNS:Subscribe","SNS:ListSubscriptionsByTopic","SNS:Publish"],"Resource":"{{{{topic.Arn}}}}","Condition":{"StringEquals":{"AWS:SourceOwner":"{{{{account}}}}"}}}]}""";

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
