namespace Messaging;

/// <summary>Decides which waiting message starts next: last attempts first, and of a FIFO group only the first.</summary>
internal sealed class LaneMachine(bool isFifo, int? maxReceives)
{
    private readonly FairQueue _urgent = new();
    private readonly FairQueue _plain = new();
    private readonly FairQueue _parked = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly LaneTurns _turns = new();
    private readonly PriorityQueue<Lane, TimeSpan> _blocked = new();

    /// <summary>Gets how many messages wait, those in blocked lanes included.</summary>
    public int Waiting { get; private set; }

    /// <summary>Gets how many messages wait behind, or are, a failed first message of a group.</summary>
    public int Blocked { get; private set; }

    /// <summary>Gets how many messages failed while everything failed, and wait for better times.</summary>
    public int Parked { get; private set; }

    /// <summary>Gets how many waiting messages could start now, if there were slots, and have not been parked.</summary>
    public int Fresh => isFifo ? _turns.Ready : Waiting - Parked;

    public LeavingGroups Leaving { get; } = new(isFifo);

    public TimeSpan? NextWake => _blocked.TryPeek(out _, out var at) ? at : null;

    public bool IsLastAttempt(Delivery delivery) => delivery.DeliveryCount >= maxReceives;

    public void Add(Delivery delivery)
    {
        Waiting++;
        if (!isFifo)
        {
            (IsLastAttempt(delivery) ? _urgent : _plain).Add(delivery);
            return;
        }

        var lane = Join(delivery);
        Blocked += lane.BlockedSince is null ? 0 : 1;
        if (!lane.IsBusy && lane.Messages.Count == 1)
        {
            GoOn(lane);
        }
    }

    /// <summary>Puts a message that runs or is being moved, whose lane was given up, and that came again, back before what came again behind it.</summary>
    public void Reopen(Delivery delivery)
    {
        if (delivery is { State: DeliveryState.Running or DeliveryState.Moving, Lane.IsClosed: true })
        {
            Leaving.Remove(delivery);
            Join(delivery).IsBusy = true;
        }
    }

    /// <summary>Ends the pauses of failed first messages whose time has come.</summary>
    public void Wake(TimeSpan now)
    {
        while (_blocked.TryPeek(out var lane, out var at) && at <= now)
        {
            _blocked.Dequeue();

            // A pause that has ended otherwise says nothing about what the lane, or the group, does now.
            if (lane.WakeAt == at)
            {
                lane.WakeAt = null;
                GoOn(lane);
            }
        }
    }

    /// <summary>Takes the message that starts next; null when none may. What was parked goes first, or last.</summary>
    public Delivery? Next(bool parkedLast = false)
    {
        var next = (isFifo, parkedLast) switch
        {
            (true, _) => _turns.Next(parkedLast),
            (false, true) => _urgent.Next() ?? _plain.Next() ?? _parked.Next(),
            (false, false) => _urgent.Next() ?? _parked.Next() ?? _plain.Next(),
        };
        if (next is not null)
        {
            TakenOut(next);
        }

        return next;
    }

    /// <summary>Takes those that may start in one batch with the message taken last: of a FIFO group what follows it.</summary>
    /// <remarks>A last attempt and what has failed before start alone: others in a batch could be what fails.</remarks>
    public void NextMore(List<Delivery> batch, int most, TimeSpan now)
    {
        var first = batch[0];
        if (IsLastAttempt(first) || first.WasParked)
        {
            return;
        }

        if (first.Lane is { } lane)
        {
            foreach (var following in lane.Following(now).Take(most - 1))
            {
                TakenOut(following);
                batch.Add(following);
            }

            return;
        }

        while (!isFifo && batch.Count < most && _plain.Next() is { } next)
        {
            TakenOut(next);
            batch.Add(next);
        }
    }

    /// <summary>Lets a message that was taken and not handled wait again, where it stood in its lane.</summary>
    public void PutBack(Delivery delivery)
    {
        delivery.State = DeliveryState.Waiting;
        Waiting++;

        // What was before it can be gone: lost, while this one came again.
        if (delivery.Lane is { } lane && lane.Messages.First?.Value == delivery)
        {
            GoOn(lane);
        }
    }

    /// <summary>Says that a message of a lane is done with; behind the first one, the next may start.</summary>
    public void Passed(Delivery delivery)
    {
        if (delivery.Lane is not { IsClosed: false } lane)
        {
            Leaving.Remove(delivery);
            return;
        }

        if (lane.Messages.First?.Value != delivery)
        {
            Blocked -= lane.BlockedSince is null ? 0 : 1;
            lane.Messages.Remove(delivery);
            return;
        }

        Unblock(lane);
        lane.Messages.Remove(delivery);
        lane.IsBusy = false;
        GoOn(lane);
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

        PutBack(delivery);
        _turns.Take(lane);
        lane.WakeAt = until;
        _blocked.Enqueue(lane, until);
    }

    /// <summary>Lets a failed message wait until things go better, without counting its failure.</summary>
    public void Park(Delivery delivery)
    {
        PutBack(delivery);
        Parked++;
        delivery.IsParked = delivery.WasParked = true;
        if (delivery.Lane is not { } lane)
        {
            _parked.Add(delivery);
            return;
        }

        _turns.Give(lane, LaneTurn.Parked);
    }

    /// <summary>Gives a lane up and returns the messages in it that do not run, in order.</summary>
    public List<Delivery> Close(Lane lane)
    {
        Unblock(lane);
        lane.Messages.Where(delivery => delivery.State != DeliveryState.Ended).ToList().ForEach(Leaving.Add);
        Remove(lane);
        var left = lane.Messages.Where(delivery => delivery.State == DeliveryState.Waiting).ToList();
        left.ForEach(TakenOut);
        return left;
    }

    /// <summary>Takes a waiting message out, without regard to its group.</summary>
    public void Forget(Delivery delivery)
    {
        // Queues are cleaned when their turn comes: an ended message is passed over.
        delivery.State = DeliveryState.Ended;
        TakenOut(delivery);
    }

    /// <summary>Takes out what need not start any more because the consumer stops, in order; last attempts stay.</summary>
    public IEnumerable<List<Delivery>> TakeForStop()
    {
        if (!isFifo)
        {
            var left = _plain.Waiting().Concat(_parked.Waiting()).Where(delivery => !IsLastAttempt(delivery)).ToList();
            left.ForEach(TakenOut);
            yield return left;
            yield break;
        }

        foreach (var lane in _lanes.Values.ToList())
        {
            // A failed message is tried again at once where a last attempt stands behind it, which would be lost with it.
            if (lane.BlockedSince is not null && lane.Messages.Skip(1).Any(IsLastAttempt))
            {
                Unblock(lane);
                GoOn(lane);
            }

            yield return lane.BlockedSince is null ? TakeTail(lane) : Close(lane);
        }
    }

    private List<Delivery> TakeTail(Lane lane)
    {
        var tail = lane.TakeTail(IsLastAttempt);
        tail.ForEach(Leaving.Add);
        tail.ForEach(TakenOut);
        if (lane.Messages.Count == 0)
        {
            Remove(lane);
        }

        return tail;
    }

    private Lane Join(Delivery delivery)
    {
        var group = delivery.Message.GroupId ?? string.Empty;
        var lane = _lanes.TryGetValue(group, out var known) ? known : _lanes[group] = new Lane(group);
        lane.Add(delivery);
        return delivery.Lane = lane;
    }

    private void TakenOut(Delivery delivery)
    {
        Waiting--;
        Parked -= delivery.IsParked ? 1 : 0;
        delivery.IsParked = false;
    }

    private void GoOn(Lane lane)
    {
        if (lane.Messages.Count == 0)
        {
            Remove(lane);
        }
        else if (!lane.IsClosed && lane.Turn == LaneTurn.None)
        {
            _turns.Give(lane, LaneTurn.Ready);
        }
    }

    private void Remove(Lane lane)
    {
        _turns.Take(lane);
        lane.IsClosed = true;
        if (_lanes.GetValueOrDefault(lane.Group) == lane)
        {
            _lanes.Remove(lane.Group);
        }
    }

    private void Unblock(Lane lane)
    {
        Blocked -= lane.BlockedSince is null ? 0 : lane.Messages.Count;
        lane.BlockedSince = null;
        lane.WakeAt = null;
    }
}
