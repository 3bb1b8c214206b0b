namespace Messaging.Local;

/// <summary>Remembers what a FIFO queue accepted in the last five minutes, by deduplication id.</summary>
internal sealed class Deduplication
{
    private readonly Dictionary<(string? Group, string Id), SentMessage> _sent = [];
    private readonly Queue<(DateTime Until, (string? Group, string Id) Key)> _order = new();

    public bool TryFind((string? Group, string Id) key, DateTime now, out SentMessage sent)
    {
        while (_order.TryPeek(out var oldest) && oldest.Until <= now)
        {
            _order.Dequeue();
            _sent.Remove(oldest.Key);
        }

        return _sent.TryGetValue(key, out sent);
    }

    public void Remember((string? Group, string Id) key, SentMessage sent, DateTime now)
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
