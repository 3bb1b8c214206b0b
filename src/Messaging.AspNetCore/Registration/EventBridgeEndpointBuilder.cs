namespace Messaging.AspNetCore;

/// <summary>Says what one endpoint for EventBridge API destinations handles.</summary>
public sealed class EventBridgeEndpointBuilder : EndpointBuilder<EventBridgeEndpointBuilder, EventBridgeEndpointOptions>
{
    internal EventBridgeEndpointBuilder(EndpointRegistration endpoint, MessagingRegistrations registrations)
        : base(endpoint, registrations)
    {
    }
}
