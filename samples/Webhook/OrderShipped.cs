namespace Webhook;

/// <summary>What the topic says: an order is on its way.</summary>
internal sealed record OrderShipped(int Number, string Carrier);
