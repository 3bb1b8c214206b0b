using System.Collections.Concurrent;

namespace Webhook;

/// <summary>What the application knows of shipped orders.</summary>
internal sealed class ShippingBook(int orders)
{
    /// <summary>This order's first delivery fails.</summary>
    public const int FailingOrder = 3;

    /// <summary>This order is not known.</summary>
    public const int UnknownOrder = 7;

    /// <summary>Nobody published this order: only a forger says that it was shipped.</summary>
    public const int ForgedOrder = 1_000_000;

    private readonly ConcurrentDictionary<int, int> _shipped = new();
    private int _failures;

    public int Orders { get; } = orders;

    public int Failures => Volatile.Read(ref _failures);

    public int Shipped => _shipped.Keys.Count(number => number != ForgedOrder);

    /// <summary>Gets how many orders were handled more than once.</summary>
    public int Repeated => _shipped.Values.Count(times => times > 1);

    public bool KnowsForged => _shipped.ContainsKey(ForgedOrder);

    public void Note(int number) => _shipped.AddOrUpdate(number, 1, (_, times) => times + 1);

    public void Failed() => Interlocked.Increment(ref _failures);
}
