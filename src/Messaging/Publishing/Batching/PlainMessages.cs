namespace Messaging;

/// <summary>Waiting messages without groups: first come, first sent.</summary>
internal sealed class PlainMessages : IWaitingMessages
{
    private readonly Queue<PublishEntry> _entries = new();

    public int Count => _entries.Count;

    public int Bytes { get; private set; }

    public TimeSpan OldestQueuedAt => _entries.TryPeek(out var entry) ? entry.QueuedAt : TimeSpan.MaxValue;

    public IEnumerable<PublishEntry> All => _entries;

    public void Add(PublishEntry entry)
    {
        _entries.Enqueue(entry);
        Bytes += entry.Message.Size;
    }

    public void PutBack(PublishEntry entry) => Add(entry);

    public PublishEntry[] Take(int maxEntries, int maxBytes)
    {
        var batch = new List<PublishEntry>(maxEntries);
        var bytes = 0;
        while (batch.Count < maxEntries && _entries.TryPeek(out var entry))
        {
            if (batch.Count > 0 && bytes + entry.Message.Size > maxBytes)
            {
                break;
            }

            _entries.Dequeue();
            Bytes -= entry.Message.Size;
            if (!entry.IsCancelled)
            {
                batch.Add(entry);
                bytes += entry.Message.Size;
            }
        }

        return [.. batch];
    }

    public void Release(PublishEntry entry)
    {
    }
}
