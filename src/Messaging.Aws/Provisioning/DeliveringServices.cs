namespace Messaging.Aws;

/// <summary>The services that deliver to queues, topics and functions, as policies name them.</summary>
internal static class DeliveringServices
{
    public const string Sns = "sns.amazonaws.com";

    public const string EventBridge = "events.amazonaws.com";

    /// <summary>Gets the id of the one statement by which a policy lets a service in, wherever the policy comes from.</summary>
    public static string StatementId(string service) => service == Sns ? "MessagingTopics" : "MessagingRules";
}
