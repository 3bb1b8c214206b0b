using System.Runtime.InteropServices;

namespace Messaging.Local;

/// <summary>
/// Keeps the order of groups. R1: a group yields its longest prefix of visible messages. R2: a batch is filled from one
/// group as far as that goes, then from the next. R3: groups come in the order in which their first messages became
/// visible.
/// </summary>
internal sealed class FifoShelf : Shelf
{
    private const int MostSpare = 64;

    private readonly Dictionary<string, FifoGroup> _groups = new(StringComparer.Ordinal);
    private readonly ReadyGroups _ready = new();

    // A group that waits in a long backlog grows old; used again, it spares the collector, as SpareMessages does.
    private readonly Stack<FifoGroup> _spare = new();
    private Message? _following;

    public override Message? First => _ready.First?.First;

    public override void Changed(Message message, MessageState before)
    {
        var group = message.Group ?? Join(message);
        if (message.State == MessageState.Gone)
        {
            group.Remove(message);
        }

        Place(group);
    }

    public override void StartBatch() => _following = null;

    public override Message? Next()
    {
        var next = _following is { State: MessageState.Visible } ? _following : First;
        _following = next?.Next;
        return next;
    }

    private FifoGroup Join(Message message)
    {
        var id = message.GroupId ?? string.Empty;
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, id, out _);
        group ??= NewGroup(id);
        message.Group = group;
        group.Append(message);
        return group;
    }

    private FifoGroup NewGroup(string id)
    {
        if (!_spare.TryPop(out var group))
        {
            return new FifoGroup(id);
        }

        group.BeginAgain(id);
        return group;
    }

    private void Place(FifoGroup group)
    {
        var head = group.First;
        if (head is { State: MessageState.Visible })
        {
            _ready.Set(group, head.VisibleSince);
            return;
        }

        _ready.Remove(group);
        if (head is null)
        {
            Forget(group);
        }
    }

    private void Forget(FifoGroup group)
    {
        _groups.Remove(group.Id);
        if (_spare.Count < MostSpare)
        {
            _spare.Push(group);
        }
    }
}
