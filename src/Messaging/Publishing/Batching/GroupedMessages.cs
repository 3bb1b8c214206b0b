namespace Messaging;

/// <summary>Waiting messages of a FIFO destination: of each group only the first, and none while one is under way.</summary>
internal sealed class GroupedMessages : IWaitingMessages
{
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly LinkedList<Group> _ready = new();

    public int Count => _ready.Count;

    public int Bytes { get; private set; }

    public TimeSpan OldestQueuedAt => _ready.First is { } first ? first.Value.Entries.First!.Value.QueuedAt : TimeSpan.MaxValue;

    public IEnumerable<PublishEntry> All => _groups.Values.SelectMany(group => group.Entries);

    public void Add(PublishEntry entry)
    {
        var id = entry.Message.GroupId!;
        if (!_groups.TryGetValue(id, out var group))
        {
            _groups.Add(id, group = new Group());
        }

        group.Entries.AddLast(entry);
        if (!group.IsBusy && group.Entries.Count == 1)
        {
            MakeReady(group);
        }
    }

    public void PutBack(PublishEntry entry)
    {
        var group = _groups[entry.Message.GroupId!];
        group.Entries.AddFirst(entry);
        group.IsBusy = false;
        MakeReady(group);
    }

    public PublishEntry[] Take(int maxEntries, int maxBytes)
    {
        var batch = new List<PublishEntry>(maxEntries);
        var bytes = 0;
        while (batch.Count < maxEntries && _ready.First is { } first)
        {
            var entry = first.Value.Entries.First!.Value;
            if (batch.Count > 0 && bytes + entry.Message.Size > maxBytes)
            {
                break;
            }

            _ready.Remove(first);
            Bytes -= entry.Message.Size;
            first.Value.Entries.RemoveFirst();
            first.Value.IsBusy = true;
            if (entry.IsCancelled)
            {
                Release(entry);
                continue;
            }

            batch.Add(entry);
            bytes += entry.Message.Size;
        }

        return [.. batch];
    }

    public void Release(PublishEntry entry)
    {
        var group = _groups[entry.Message.GroupId!];
        group.IsBusy = false;
        if (group.Entries.Count > 0)
        {
            MakeReady(group);
        }
        else
        {
            _groups.Remove(entry.Message.GroupId!);
        }
    }

    private void MakeReady(Group group)
    {
        _ready.AddLast(group);
        Bytes += group.Entries.First!.Value.Message.Size;
    }

    private sealed class Group
    {
        public LinkedList<PublishEntry> Entries { get; } = new();

        public bool IsBusy { get; set; }
    }
}
