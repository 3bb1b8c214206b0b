namespace Messaging;

/// <summary>Waiting messages of a standard queue: the groups take turns, so that a noisy one does not hold up the others.</summary>
/// <remarks>A message without a group takes a turn of its own, as it does in the fair queues of SQS.</remarks>
internal sealed class FairQueue
{
    private readonly Queue<object> _turns = new();
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);

    public void Add(Delivery delivery)
    {
        if (delivery.Message.GroupId is not { } id)
        {
            _turns.Enqueue(delivery);
            return;
        }

        if (!_groups.TryGetValue(id, out var group))
        {
            _groups.Add(id, group = new Group(id));
            _turns.Enqueue(group);
        }

        group.Messages.Enqueue(delivery);
    }

    /// <summary>Takes the message whose turn it is; those that no longer wait are passed over.</summary>
    public Delivery? Next()
    {
        while (_turns.TryDequeue(out var turn))
        {
            var next = turn is Group group ? NextOf(group) : (Delivery)turn;
            if (next?.State == DeliveryState.Waiting)
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>Returns all that wait.</summary>
    public IEnumerable<Delivery> Waiting() => _turns
        .SelectMany(turn => turn is Group group ? (IEnumerable<Delivery>)group.Messages : [(Delivery)turn])
        .Where(delivery => delivery.State == DeliveryState.Waiting);

    private Delivery? NextOf(Group group)
    {
        Delivery? next = null;
        while (next?.State != DeliveryState.Waiting && group.Messages.TryDequeue(out next))
        {
        }

        if (group.Messages.Count > 0)
        {
            _turns.Enqueue(group);
        }
        else
        {
            _groups.Remove(group.Id);
        }

        return next;
    }

    private sealed class Group(string id)
    {
        public string Id { get; } = id;

        public Queue<Delivery> Messages { get; } = new();
    }
}
