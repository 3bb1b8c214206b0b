namespace OrderProcessing;

/// <summary>A customer ordered something.</summary>
public sealed record OrderPlaced(string OrderId, int Number, string Product, int Quantity);
