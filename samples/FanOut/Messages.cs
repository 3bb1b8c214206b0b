namespace FanOut;

/// <summary>An order left the warehouse.</summary>
internal sealed record OrderShipped(string OrderId, string Region, decimal Total);

/// <summary>A step of an order's way, of which the order matters.</summary>
internal sealed record OrderStep(string OrderId, int Number, string What);
