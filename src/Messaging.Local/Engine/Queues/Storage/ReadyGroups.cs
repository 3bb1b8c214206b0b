namespace Messaging.Local;

/// <summary>
/// The FIFO groups whose first message is visible, in the order in which those became visible: a list for the groups that come
/// in that order, as nearly all do, and a heap for the others, whose first message waited behind one that is gone.
/// </summary>
internal sealed class ReadyGroups
{
    private readonly LinkedItems<FifoGroup, FifoGroup.ReadyLinks> _inOrder = new();
    private readonly IndexedHeap<FifoGroup, FifoGroup.LateSlots> _late = new();

    public FifoGroup? First
    {
        get
        {
            var (first, late) = (_inOrder.First, _late.First);
            return late is null || (first is not null && first.ReadySince < late.ReadySince) ? first : late;
        }
    }

    /// <summary>Adds a group, or moves it. No two groups have been ready since the same moment.</summary>
    public void Set(FifoGroup group, long since)
    {
        if (group.ReadySince == since)
        {
            return;
        }

        Remove(group);
        group.ReadySince = since;
        if (_inOrder.Last is { } last && since < last.ReadySince)
        {
            _late.Set(group, since, 0);
        }
        else
        {
            _inOrder.Append(group);
        }
    }

    public void Remove(FifoGroup group)
    {
        if (group.ReadySince == FifoGroup.NotReady)
        {
            return;
        }

        group.ReadySince = FifoGroup.NotReady;
        if (IndexedHeap<FifoGroup, FifoGroup.LateSlots>.Holds(group))
        {
            _late.Remove(group);
        }
        else
        {
            _inOrder.Remove(group);
        }
    }
}
