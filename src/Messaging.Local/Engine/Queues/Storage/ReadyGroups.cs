namespace Messaging.Local;

/// <summary>
/// The FIFO groups whose first message is visible, in the order in which those became visible: a list for the groups that come
/// in that order, as nearly all do, and a queue by priority for the others, whose first message waited behind one that is gone.
/// </summary>
internal sealed class ReadyGroups
{
    private const int MostStale = 64;

    private readonly LinkedItems<FifoGroup, FifoGroup.ReadyLinks> _inOrder = new();

    // A group that leaves before it is first leaves its entry behind. To find the entry would touch many groups' memory.
    private PriorityQueue<FifoGroup, long> _late = new();
    private int _lateGroups;

    public FifoGroup? First
    {
        get
        {
            var (first, late) = (_inOrder.First, FirstLate());
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
        group.IsLate = _inOrder.Last is { } last && since < last.ReadySince;
        if (group.IsLate)
        {
            _late.Enqueue(group, since);
            _lateGroups++;
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
        if (group.IsLate)
        {
            _lateGroups--;
            DropStale();
        }
        else
        {
            _inOrder.Remove(group);
        }
    }

    private static bool IsStale(FifoGroup group, long since) => group.ReadySince != since;

    private FifoGroup? FirstLate()
    {
        while (_late.TryPeek(out var group, out var since))
        {
            if (!IsStale(group, since))
            {
                return group;
            }

            _late.Dequeue();
        }

        return null;
    }

    private void DropStale()
    {
        if (_late.Count > MostStale + (2 * _lateGroups))
        {
            _late = new(_late.UnorderedItems.Where(entry => !IsStale(entry.Element, entry.Priority)));
        }
    }
}
