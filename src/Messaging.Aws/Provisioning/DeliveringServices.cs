namespace Messaging.Aws;

/// <summary>The services that deliver to queues, topics and functions, as policies name them.</summary>
internal static class DeliveringServices
{
    public const string Sns = "sns.amazonaws.com";

    public const string EventBridge = "events.amazonaws.com";
}
