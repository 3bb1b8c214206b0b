namespace Messaging.AspNetCore;

/// <summary>One endpoint as the application registered it.</summary>
internal sealed class EndpointRegistration(string name, EndpointSender sender)
{
    public EndpointSender Sender { get; } = sender;

    public ConsumerRegistration Consumer { get; } = new(name);

    public SnsEndpointSetup Sns { get; } = new();
}
