namespace Messaging;

/// <summary>Decides which waiting message starts next: last attempts first, and of a FIFO group only the first.</summary>
internal sealed class LaneMachine(bool isFifo, int? maxReceives)
{
    private readonly Queue<Delivery> _urgent = new();
    private readonly Queue<Delivery> _plain = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly Queue<Lane> _readyLanes = new();
    private readonly PriorityQueue<Lane, TimeSpan> _blocked = new();
    private readonly Dictionary<string, HashSet<Delivery>> _leaving = new(StringComparer.Ordinal);

    /// <summary>Gets how many messages wait, those in blocked lanes included.</summary>
    public int Waiting { get; private set; }

    /// <summary>Gets how many messages wait behind, or are, a failed first message of a group.</summary>
    public int Blocked { get; private set; }

    public TimeSpan? NextWake => _blocked.TryPeek(out _, out var at) ? at : null;

    /// <summary>Gets whether messages of a group are on their way back to the queue. What arrives now must not overtake them.</summary>
    public bool IsLeaving(string? group) => isFifo && _leaving.ContainsKey(group ?? string.Empty);

    public bool IsLastAttempt(Delivery delivery) => delivery.DeliveryCount >= maxReceives;

    public void Add(Delivery delivery)
    {
        Waiting++;
        if (!isFifo)
        {
            (IsLastAttempt(delivery) ? _urgent : _plain).Enqueue(delivery);
            return;
        }

        var group = delivery.Message.GroupId ?? string.Empty;
        if (!_lanes.TryGetValue(group, out var lane))
        {
            _lanes.Add(group, lane = new Lane(group));
        }

        delivery.Lane = lane;
        lane.Messages.AddLast(delivery);
        Blocked += lane.BlockedSince is null ? 0 : 1;
        if (!lane.IsBusy && lane.Messages.Count == 1)
        {
            _readyLanes.Enqueue(lane);
        }
    }

    /// <summary>Ends the pauses of failed first messages whose time has come.</summary>
    public void Wake(TimeSpan now)
    {
        while (_blocked.TryPeek(out var lane, out var at) && at <= now)
        {
            _blocked.Dequeue();
            if (!lane.IsClosed)
            {
                _readyLanes.Enqueue(lane);
            }
        }
    }

    /// <summary>Takes the message that starts next; null when none may.</summary>
    public Delivery? Next()
    {
        var next = isFifo ? NextOfLanes() : NextOf(_urgent) ?? NextOf(_plain);
        Waiting -= next is null ? 0 : 1;
        return next;
    }

    /// <summary>Says that the first message of its lane is done with; the next one may start.</summary>
    public void Passed(Delivery delivery)
    {
        if (delivery.Lane is not { IsClosed: false } lane)
        {
            Left(delivery);
            return;
        }

        Unblock(lane);
        lane.Messages.Remove(delivery);
        lane.IsBusy = false;
        if (lane.Messages.Count == 0)
        {
            _lanes.Remove(lane.Group);
        }
        else
        {
            _readyLanes.Enqueue(lane);
        }
    }

    /// <summary>Lets the first message of a lane wait for another try here, its followers behind it.</summary>
    public void Block(Delivery delivery, TimeSpan until, TimeSpan now)
    {
        var lane = delivery.Lane!;
        if (lane.BlockedSince is null)
        {
            lane.BlockedSince = now;
            Blocked += lane.Messages.Count;
        }

        Waiting++;
        _blocked.Enqueue(lane, until);
    }

    /// <summary>Gives a lane up and returns the messages in it that do not run, in order.</summary>
    public List<Delivery> Close(Lane lane)
    {
        Unblock(lane);
        foreach (var delivery in lane.Messages.Where(delivery => delivery.State != DeliveryState.Ended))
        {
            Leave(delivery);
        }

        lane.IsClosed = true;
        _lanes.Remove(lane.Group);
        var left = lane.Messages.Where(delivery => delivery.State == DeliveryState.Waiting).ToList();
        Waiting -= left.Count;
        return left;
    }

    /// <summary>Says that a message is on its way back to the queue. It has left when it is settled.</summary>
    public void Leave(Delivery delivery)
    {
        if (!isFifo)
        {
            return;
        }

        var group = delivery.Message.GroupId ?? string.Empty;
        if (!_leaving.TryGetValue(group, out var leaving))
        {
            _leaving.Add(group, leaving = []);
        }

        leaving.Add(delivery);
    }

    /// <summary>Says that a message of a closed lane is settled, whichever way.</summary>
    public void Left(Delivery delivery)
    {
        var group = delivery.Message.GroupId ?? string.Empty;
        if (_leaving.TryGetValue(group, out var leaving) && leaving.Remove(delivery) && leaving.Count == 0)
        {
            _leaving.Remove(group);
        }
    }

    /// <summary>Takes a waiting message out, without regard to its group.</summary>
    public void Forget(Delivery delivery)
    {
        // Queues are cleaned when their turn comes: an ended message is passed over.
        delivery.State = DeliveryState.Ended;
        Waiting--;
    }

    /// <summary>Takes out what need not start any more because the consumer stops, in order; last attempts stay.</summary>
    public IEnumerable<List<Delivery>> TakeForStop()
    {
        if (!isFifo)
        {
            var left = _plain.Where(delivery => delivery.State == DeliveryState.Waiting && !IsLastAttempt(delivery)).ToList();
            Waiting -= left.Count;
            yield return left;
            yield break;
        }

        foreach (var lane in _lanes.Values.ToList())
        {
            yield return lane.BlockedSince is not null ? Close(lane) : TakeTail(lane);
        }
    }

    /// <summary>Takes what stands in a lane behind its last message with a last attempt.</summary>
    private List<Delivery> TakeTail(Lane lane)
    {
        var tail = new List<Delivery>();
        while (lane.Messages.Last is { Value: { State: DeliveryState.Waiting } last } && !IsLastAttempt(last))
        {
            lane.Messages.RemoveLast();
            tail.Insert(0, last);
            Leave(last);
        }

        Waiting -= tail.Count;
        if (lane.Messages.Count == 0)
        {
            lane.IsClosed = true;
            _lanes.Remove(lane.Group);
        }

        return tail;
    }

    private static Delivery? NextOf(Queue<Delivery> queue)
    {
        while (queue.TryDequeue(out var delivery))
        {
            if (delivery.State == DeliveryState.Waiting)
            {
                return delivery;
            }
        }

        return null;
    }

    private Delivery? NextOfLanes()
    {
        while (_readyLanes.TryDequeue(out var lane))
        {
            if (!lane.IsClosed && lane.Messages.First is { Value: { State: DeliveryState.Waiting } first })
            {
                lane.IsBusy = true;
                return first;
            }
        }

        return null;
    }

    private void Unblock(Lane lane)
    {
        if (lane.BlockedSince is not null)
        {
            lane.BlockedSince = null;
            Blocked -= lane.Messages.Count;
        }
    }
}
