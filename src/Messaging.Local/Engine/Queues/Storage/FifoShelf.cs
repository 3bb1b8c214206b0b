namespace Messaging.Local;

/// <summary>
/// Keeps the order of groups. R1: a group yields its longest prefix of visible messages. R2: a batch is filled from one
/// group as far as that goes, then from the next. R3: groups come in the order in which their first messages became
/// visible.
/// </summary>
internal sealed class FifoShelf : Shelf
{
    private readonly Dictionary<string, FifoGroup> _groups = new(StringComparer.Ordinal);
    private readonly ReadyGroups _ready = new();
    private Message? _following;

    public override Message? First => _ready.First?.Messages.First;

    public override void Changed(Message message, MessageState before)
    {
        var group = message.Group ?? Join(message);
        if (message.State == MessageState.Gone)
        {
            group.Messages.Remove(message);
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
        if (!_groups.TryGetValue(id, out var group))
        {
            group = new FifoGroup(id);
            _groups.Add(id, group);
        }

        message.Group = group;
        group.Messages.Append(message);
        return group;
    }

    private void Place(FifoGroup group)
    {
        var head = group.Messages.First;
        if (head is { State: MessageState.Visible })
        {
            _ready.Set(group, head.VisibleSince);
            return;
        }

        _ready.Remove(group);
        if (head is null)
        {
            _groups.Remove(group.Id);
        }
    }
}
