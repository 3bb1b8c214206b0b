using System.Collections.Concurrent;

namespace OrderProcessing;

/// <summary>Knows how each order behaves, and which were processed. Safe to be told of one order twice.</summary>
internal sealed class OrderBook(int orders)
{
    private readonly ConcurrentDictionary<string, int> _tries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _processed = new(StringComparer.Ordinal);

    public int Orders => orders;

    /// <summary>Gets how many orders can never be processed: every fiftieth.</summary>
    public int Broken => orders / 50;

    public int Processed => _processed.Count;

    public bool IsProcessed(string orderId) => _processed.ContainsKey(orderId);

    /// <summary>Processes an order. Every tenth fails at its first try, every fiftieth always.</summary>
    public void Process(OrderPlaced order)
    {
        var tries = _tries.AddOrUpdate(order.OrderId, 1, (_, before) => before + 1);
        if (order.Number % 50 == 0)
        {
            throw new InvalidOperationException($"Order {order.OrderId}: no warehouse has {order.Product}.");
        }

        if (order.Number % 10 == 0 && tries == 1)
        {
            throw new TimeoutException($"Order {order.OrderId}: the warehouse did not answer.");
        }

        _processed[order.OrderId] = true;
    }

    public void ProcessText(string text) => _processed["text: " + text] = true;
}
