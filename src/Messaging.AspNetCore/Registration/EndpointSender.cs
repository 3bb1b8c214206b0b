namespace Messaging.AspNetCore;

/// <summary>Who posts to an endpoint.</summary>
internal enum EndpointSender
{
    /// <summary>A subscription of an SNS topic.</summary>
    Sns,

    /// <summary>An API destination of EventBridge.</summary>
    EventBridge,
}
