namespace Messaging;

/// <summary>The FIFO groups with messages on their way back to the queue. What arrives of them now must not overtake.</summary>
internal sealed class LeavingGroups(bool isFifo)
{
    private readonly Dictionary<string, HashSet<Delivery>> _groups = new(StringComparer.Ordinal);

    public bool Contains(string? group) => isFifo && _groups.ContainsKey(group ?? string.Empty);

    /// <summary>Says that a message is on its way back to the queue. It has left when it is settled.</summary>
    public void Add(Delivery delivery)
    {
        if (!isFifo)
        {
            return;
        }

        var group = delivery.Message.GroupId ?? string.Empty;
        if (!_groups.TryGetValue(group, out var leaving))
        {
            _groups.Add(group, leaving = []);
        }

        leaving.Add(delivery);
    }

    /// <summary>Says that a message is settled, whichever way.</summary>
    public void Remove(Delivery delivery)
    {
        var group = delivery.Message.GroupId ?? string.Empty;
        if (_groups.TryGetValue(group, out var leaving) && leaving.Remove(delivery) && leaving.Count == 0)
        {
            _groups.Remove(group);
        }
    }
}
