using System.Runtime.InteropServices;

namespace Messaging.Local;

/// <summary>
/// Keeps the order of groups. R1: a group yields its longest prefix of visible messages. R2: a batch is filled from one
/// group as far as that goes, then from the next. R3: groups come in the order in which their first messages became
/// visible.
/// </summary>
internal sealed class FifoShelf : Shelf
{
    private const int FewGroups = 1024;

    private readonly Dictionary<string, FifoGroup> _groups = new(StringComparer.Ordinal);
    private readonly ReadyGroups _ready = new();

    // An empty group stays for its next message: to forget each at once, and to make it anew, costs more than it saves.
    private int _empty;
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
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, id, out var isKnown);
        if (!isKnown)
        {
            group = new FifoGroup();
        }
        else if (group!.First is null)
        {
            _empty--;
        }

        message.Group = group;
        group!.Append(message);
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
        if (head is null && ++_empty > FewGroups + (_groups.Count / 2))
        {
            ForgetEmpty();
        }
    }

    private void ForgetEmpty()
    {
        foreach (var (id, group) in _groups)
        {
            if (group.First is null)
            {
                _groups.Remove(id);
            }
        }

        _empty = 0;
    }
}
