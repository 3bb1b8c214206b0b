namespace Messaging.Local;

/// <summary>Remembers what a FIFO queue or topic accepted in the last five minutes, by deduplication id.</summary>
internal sealed class Deduplication
{
    private readonly Dictionary<DeduplicationKey, SentMessage> _sent = [];
    private readonly Queue<(DateTime Until, DeduplicationKey Key)> _order = new();

    public bool TryFind(DeduplicationKey key, DateTime now, out SentMessage sent)
    {
        while (_order.TryPeek(out var oldest) && oldest.Until <= now)
        {
            _order.Dequeue();
            _sent.Remove(oldest.Key);
        }

        return _sent.TryGetValue(key, out sent);
    }

    public void Remember(DeduplicationKey key, SentMessage sent, DateTime now)
    {
        _sent[key] = sent;
        _order.Enqueue((now + SqsLimits.DeduplicationWindow, key));
    }

    public void Clear()
    {
        _sent.Clear();
        _order.Clear();
    }
}
