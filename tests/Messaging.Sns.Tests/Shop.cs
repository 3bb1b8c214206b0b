using System.Text.Json.Serialization;

namespace Messaging.Sns.Tests;

public sealed record Address(string City, string Country);

public sealed record OrderShipped(
    int Number, string Region = "eu", decimal Total = 10, [property: JsonPropertyName("ship_to")] Address? ShipTo = null,
    IReadOnlyList<string>? Labels = null);

public sealed record OrderReturned(int Number, string Reason = "broken");

public sealed class ShippedHandler : IMessageHandler<OrderShipped>
{
    public Task HandleAsync(OrderShipped message, MessageContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}

public sealed class ReturnedHandler : IMessageHandler<OrderReturned>
{
    public Task HandleAsync(OrderReturned message, MessageContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
