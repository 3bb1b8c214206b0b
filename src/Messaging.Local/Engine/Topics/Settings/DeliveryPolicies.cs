using System.Text.Json.Nodes;

namespace Messaging.Local;

/// <summary>Tells which delivery policy counts: what was set, and the defaults of SNS where it says nothing.</summary>
/// <remarks>https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html</remarks>
internal static class DeliveryPolicies
{
    private const string TopicDefault =
        """{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,"numRetries":3,"numMaxDelayRetries":0,"numNoDelayRetries":0,"numMinDelayRetries":0,"backoffFunction":"linear"},"disableSubscriptionOverrides":false,"defaultRequestPolicy":{"headerContentType":"text/plain; charset=UTF-8"}}}""";

    public static string OfTopic(string? policy) => Whole(policy).ToJsonString();

    /// <summary>Returns the policy of a subscription over HTTP.</summary>
    public static string OfSubscription(string? policy, string? topicPolicy)
    {
        var topic = Whole(topicPolicy)["http"]!;
        var effective = new JsonObject
        {
            ["healthyRetryPolicy"] = topic["defaultHealthyRetryPolicy"]!.DeepClone(),
            ["sicklyRetryPolicy"] = null,
            ["throttlePolicy"] = topic["defaultThrottlePolicy"]?.DeepClone(),
            ["requestPolicy"] = topic["defaultRequestPolicy"]!.DeepClone(),
            ["guaranteed"] = false,
        };
        Merge(effective, Parse(policy));
        return effective.ToJsonString();
    }

    private static JsonObject Whole(string? topicPolicy)
    {
        var whole = Parse(TopicDefault)!;
        Merge(whole, Parse(topicPolicy));
        return whole;
    }

    private static JsonObject? Parse(string? policy) =>
        string.IsNullOrEmpty(policy) ? null : JsonNode.Parse(policy)!.AsObject();

    private static void Merge(JsonObject into, JsonObject? from)
    {
        foreach (var (name, value) in from ?? [])
        {
            if (into[name] is JsonObject inner && value is JsonObject more)
            {
                Merge(inner, more);
            }
            else if (value is not null)
            {
                into[name] = value.DeepClone();
            }
        }
    }
}
