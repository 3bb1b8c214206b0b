using System.Collections.Concurrent;

namespace Outbox;

/// <summary>Counts what happens on the way, and says which orders fail at first.</summary>
internal sealed class Counts
{
    private readonly ConcurrentDictionary<string, bool> _failed = new(StringComparer.Ordinal);
    private int _published;
    private int _delivered;
    private int _handledBefore;

    public int AllPublished => _published;

    public int AllDelivered => _delivered;

    public int AllHandledBefore => _handledBefore;

    public int Failed => _failed.Count;

    public void Published() => Interlocked.Increment(ref _published);

    public void Delivered() => Interlocked.Increment(ref _delivered);

    public void HandledBefore() => Interlocked.Increment(ref _handledBefore);

    /// <summary>Tells whether the handling of an order shall fail: every seventh, the first time.</summary>
    public bool IsToFail(string orderId) => int.Parse(orderId[6..], null) % 7 == 0 && _failed.TryAdd(orderId, true);
}
