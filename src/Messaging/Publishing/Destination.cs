namespace Messaging;

/// <summary>A route with its destination opened: what one message type's publishes need to know.</summary>
internal sealed record Destination(Route Route, OpenDestination Open, PublishPump Pump);
