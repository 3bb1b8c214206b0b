namespace Outbox;

/// <summary>A customer ordered something.</summary>
internal sealed record OrderPlaced(string OrderId, decimal Total);
