namespace Messaging;

/// <summary>The consumer of one queue without its waiting: events in, effects out.</summary>
/// <remarks>
/// A message goes Receive, Hold, Lane, handling, Settle. Every event ends in <see cref="Advance"/>, which starts, extends,
/// settles and receives whatever the new situation allows.
/// </remarks>
internal sealed class ConsumerMachine(ConsumerOptions options, QueueFacts facts, Random random)
{
    private readonly Dictionary<string, Delivery> _active = new(StringComparer.Ordinal);
    private readonly HandledMemory _memory = new();
    private readonly HoldingMachine _holding = new(options.Visibility, options.MaxHold);
    private readonly LaneMachine _lanes = new(facts.IsFifo, facts.MaxReceives);
    private readonly SettlingMachine _settling = new(options.SettleDelay, random);
    private readonly ReceivingMachine _receiving = new(options, random);
    private readonly Dictionary<Delivery, GroupRelease> _releases = [];
    private int _running;
    private int _moving;
    private bool _isStopping;

    public int Running => _running;

    public int Held => _active.Count;

    /// <summary>Gets whether the consumer was stopped and nothing is left to do.</summary>
    public bool IsDone => _isStopping && _receiving.UnderWay == 0 && _running == 0 && _moving == 0
        && _lanes.Waiting == 0 && _settling.Pending == 0 && _releases.Count == 0;

    public TimeSpan? NextWake(TimeSpan now)
    {
        ReadOnlySpan<TimeSpan?> wakes =
            [_holding.NextWake, _lanes.NextWake, _settling.NextWake, _receiving.NextWake(now)];
        TimeSpan? next = null;
        foreach (var wake in wakes)
        {
            next = next is null || wake < next ? wake ?? next : next;
        }

        return next;
    }

    public void Received(
        int asked, IReadOnlyList<ReceivedMessage> messages, TimeSpan startedAt, TimeSpan now, List<ConsumerEffect> effects)
    {
        var fresh = new List<Delivery>(messages.Count);
        foreach (var message in messages)
        {
            Take(message, fresh, now, effects);
        }

        if (_isStopping)
        {
            foreach (var group in fresh.GroupBy(delivery => facts.IsFifo ? delivery.Message.GroupId : delivery.Message.Id))
            {
                ReturnUnstarted([.. group], now);
            }
        }
        else
        {
            fresh.ForEach(_lanes.Add);
        }

        StartWhatMay(now, effects);
        var starving = _running < options.MaxConcurrency && _lanes.Waiting == 0;
        _receiving.Answered(asked, messages.Count, starving, startedAt, now);
        Advance(now, effects);
    }

    public void ReceiveFailed(int asked, TimeSpan now, List<ConsumerEffect> effects)
    {
        _receiving.Failed(asked, now);
        Advance(now, effects);
    }

    public void Handled(
        Delivery delivery, Settlement settlement, TimeSpan duration, TimeSpan now, List<ConsumerEffect> effects)
    {
        _running--;
        _receiving.Handled(duration);
        switch (settlement.Kind)
        {
            case SettlementKind.Complete:
                // Even with a lost hold: a standard queue accepts the deletion until another consumer has the message.
                _lanes.Passed(delivery);
                _settling.Delete(delivery, now);
                break;
            case SettlementKind.Retry when delivery.IsLost:
            case SettlementKind.DeadLetter when delivery.IsLost:
                End(delivery);
                break;
            case SettlementKind.DeadLetter when facts.DeadLetterQueue is not null:
                Move(delivery, settlement.Reason!, effects);
                break;
            case SettlementKind.DeadLetter:
                effects.Add(new ConsumerEffect.Report(ConsumerReport.NoDeadLetterQueue, delivery, settlement.Reason));
                FailedOnce(delivery, null, moveFailed: false, now, effects);
                break;
            default:
                FailedOnce(delivery, settlement.Delay, moveFailed: false, now, effects);
                break;
        }

        Advance(now, effects);
    }

    public void Moved(Delivery delivery, bool accepted, string reason, TimeSpan now, List<ConsumerEffect> effects)
    {
        _moving--;
        if (accepted)
        {
            effects.Add(new ConsumerEffect.Report(ConsumerReport.DeadLettered, delivery, reason));
            _lanes.Passed(delivery);
            _settling.Delete(delivery, now);
        }
        else
        {
            FailedOnce(delivery, null, moveFailed: true, now, effects);
        }

        Advance(now, effects);
    }

    public void Deleted(
        ConsumerEffect.Delete request, IReadOnlyList<EntryFailure?> failures, TimeSpan now, List<ConsumerEffect> effects)
    {
        for (var index = 0; index < request.Deliveries.Count; index++)
        {
            var delivery = request.Deliveries[index];
            var receiptChanged = delivery.Message.ReceiptHandle != request.ReceiptHandles[index];
            if (!_settling.Answered(delivery, failures[index], receiptChanged, now))
            {
                continue;
            }

            if (failures[index] is { } failure)
            {
                _memory.Remember(delivery.Message.Id, now);
                effects.Add(new ConsumerEffect.Report(ConsumerReport.DeleteGivenUp, delivery, failure.Code));
            }
            else
            {
                _memory.Forget(delivery.Message.Id);
            }

            End(delivery);
        }

        Advance(now, effects);
    }

    public void VisibilityChanged(
        ConsumerEffect.ChangeVisibility request, IReadOnlyList<EntryFailure?> failures, TimeSpan sentAt, TimeSpan now,
        List<ConsumerEffect> effects)
    {
        for (var index = 0; index < request.Entries.Count; index++)
        {
            var (delivery, visibility) = request.Entries[index];
            delivery.IsChanging = false;
            if (request.IsExtension)
            {
                ExtensionAnswered(delivery, visibility, failures[index], sentAt, now, effects);
            }
            else if (_settling.Answered(delivery, failures[index], receiptChanged: false, now))
            {
                End(delivery);
                FollowerReturned(delivery, now);
            }
        }

        Advance(now, effects);
    }

    /// <summary>Stops receiving, gives back what need not start, and lets the rest end.</summary>
    public void Stop(TimeSpan now, List<ConsumerEffect> effects)
    {
        if (!_isStopping)
        {
            _isStopping = true;
            _receiving.IsStopped = true;
            foreach (var messages in _lanes.TakeForStop())
            {
                ReturnInOrder(messages, now);
            }
        }

        Advance(now, effects);
    }

    /// <summary>Does whatever the situation allows. Called after every event, and when the timer rings.</summary>
    public void Advance(TimeSpan now, List<ConsumerEffect> effects)
    {
        Hold(now, effects);
        StartWhatMay(now, effects);
        Settle(now, effects);
        if (_settling.Pending > 1_000 + (10 * options.MaxConcurrency))
        {
            return;
        }

        while (_receiving.Next(_lanes.Waiting - _lanes.Blocked, _running, now) is > 0 and var count)
        {
            effects.Add(new ConsumerEffect.Receive(count));
        }
    }

    private void Take(ReceivedMessage message, List<Delivery> fresh, TimeSpan now, List<ConsumerEffect> effects)
    {
        if (_active.TryGetValue(message.Id, out var delivery))
        {
            delivery.Adopt(message, now);
            _holding.Begin(delivery, now);
            effects.Add(new ConsumerEffect.Report(ConsumerReport.NewerReceiptAdopted, delivery, null));
            return;
        }

        delivery = new Delivery(message, now);
        _active.Add(message.Id, delivery);
        _holding.Begin(delivery, now);
        if (_memory.Knows(message.Id))
        {
            effects.Add(new ConsumerEffect.Report(ConsumerReport.HandledBefore, delivery, null));
            _settling.Delete(delivery, now);
            return;
        }

        fresh.Add(delivery);
    }

    private void StartWhatMay(TimeSpan now, List<ConsumerEffect> effects)
    {
        while (_running < options.MaxConcurrency && _lanes.Next(now) is { } delivery)
        {
            if (now >= delivery.HiddenUntil)
            {
                DropUnstarted(delivery, now, effects);
                continue;
            }

            delivery.State = DeliveryState.Running;
            _running++;
            effects.Add(new ConsumerEffect.Start(delivery));
        }
    }

    private void Hold(TimeSpan now, List<ConsumerEffect> effects)
    {
        var (extend, lapsed) = _holding.Due(now);
        foreach (var delivery in lapsed)
        {
            Lost(delivery, "Its visibility timeout passed before it could be extended.", now, effects);
        }

        foreach (var batch in extend.Chunk(SettlingMachine.MaxEntries))
        {
            effects.Add(new ConsumerEffect.ChangeVisibility(batch, IsExtension: true));
        }
    }

    private void Settle(TimeSpan now, List<ConsumerEffect> effects)
    {
        var nothingElseRuns = _running == 0 && _moving == 0 && _lanes.Waiting == _lanes.Blocked;
        while (_settling.CutDeletes(now, nothingElseRuns) is { } batch)
        {
            effects.Add(new ConsumerEffect.Delete(batch, batch.ConvertAll(delivery => delivery.Message.ReceiptHandle)));
        }

        while (_settling.CutReturns(now, nothingElseRuns) is { } batch)
        {
            effects.Add(new ConsumerEffect.ChangeVisibility(batch, IsExtension: false));
        }
    }

    private void Move(Delivery delivery, string reason, List<ConsumerEffect> effects)
    {
        delivery.State = DeliveryState.Moving;
        _moving++;
        effects.Add(new ConsumerEffect.Move(delivery, reason));
    }

    private void FailedOnce(
        Delivery delivery, TimeSpan? delay, bool moveFailed, TimeSpan now, List<ConsumerEffect> effects)
    {
        var isLast = _lanes.IsLastAttempt(delivery);
        var wait = delay ?? RetryDelays.After(delivery.DeliveryCount, options.RetryDelay, options.MaxRetryDelay, random);
        if (delivery.Lane is not { IsClosed: false } lane)
        {
            Return(delivery, isLast ? TimeSpan.Zero : wait, now);
            return;
        }

        if (isLast && facts.DeadLetterQueue is not null && !moveFailed)
        {
            Move(delivery, $"Its handling failed {delivery.DeliveryCount} times, the most that is allowed.", effects);
            return;
        }

        var blockedFor = now + wait - (lane.BlockedSince ?? now);
        if (isLast || _isStopping || blockedFor > options.MaxGroupBlock || _lanes.Blocked > options.MaxBuffer / 2)
        {
            effects.Add(new ConsumerEffect.Report(ConsumerReport.GroupGivenBack, delivery, null));
            delivery.State = DeliveryState.HeldBack;
            ReturnInOrder([delivery, .. _lanes.Close(lane)], now, isLast ? TimeSpan.Zero : wait);
            return;
        }

        delivery.LocalTries++;
        delivery.State = DeliveryState.Waiting;
        _lanes.Block(delivery, now + wait, now);
    }

    /// <summary>Gives unstarted messages back while stopping; those with a last attempt, and what is before them, start.</summary>
    private void ReturnUnstarted(List<Delivery> messages, TimeSpan now)
    {
        var starts = messages.FindLastIndex(_lanes.IsLastAttempt) + 1;
        messages.GetRange(0, starts).ForEach(_lanes.Add);
        ReturnInOrder(messages.GetRange(starts, messages.Count - starts), now);
    }

    /// <summary>Gives messages back so that on a FIFO queue none can overtake the first: it is visible last.</summary>
    private void ReturnInOrder(List<Delivery> messages, TimeSpan now, TimeSpan headVisibility = default)
    {
        if (!facts.IsFifo || messages.Count <= 1)
        {
            messages.ForEach(delivery => Return(delivery, facts.IsFifo ? headVisibility : TimeSpan.Zero, now));
            return;
        }

        var head = messages[0];
        head.State = DeliveryState.HeldBack;
        var release = new GroupRelease(head, headVisibility, messages.Count - 1);
        for (var index = messages.Count - 1; index > 0; index--)
        {
            _releases.Add(messages[index], release);
            Return(messages[index], TimeSpan.Zero, now);
        }
    }

    private void FollowerReturned(Delivery delivery, TimeSpan now)
    {
        if (_releases.Remove(delivery, out var release) && --release.FollowersLeft == 0)
        {
            Return(release.Head, release.Visibility, now);
        }
    }

    private void Return(Delivery delivery, TimeSpan visibility, TimeSpan now)
    {
        var allowed = HoldingMachine.Remaining(delivery, now);
        var capped = visibility < allowed ? visibility : allowed;
        _settling.Return(delivery, TimeSpan.FromSeconds(Math.Ceiling(capped.TotalSeconds)), now);
    }

    private void ExtensionAnswered(
        Delivery delivery, TimeSpan visibility, EntryFailure? failure, TimeSpan sentAt, TimeSpan now, List<ConsumerEffect> effects)
    {
        if (delivery.State == DeliveryState.Ended)
        {
            return;
        }

        _settling.ExtensionAnswered(delivery, now);
        if (!_holding.Answered(delivery, visibility, failure, sentAt, now))
        {
            Lost(delivery, $"Extending its visibility timeout was refused ({failure!.Code}).", now, effects);
        }
    }

    private void Lost(Delivery delivery, string reason, TimeSpan now, List<ConsumerEffect> effects)
    {
        if (delivery.IsLost)
        {
            return;
        }

        delivery.IsLost = true;
        switch (delivery.State)
        {
            case DeliveryState.Waiting:
                DropWaiting(delivery, now, effects);
                break;
            case DeliveryState.Running:
                effects.Add(new ConsumerEffect.Report(ConsumerReport.HoldLost, delivery, reason));
                effects.Add(new ConsumerEffect.CancelHandler(delivery, reason));
                DropFollowers(delivery, now);
                break;
            default:
                break;
        }
    }

    /// <summary>Drops a message that was about to start, with its followers.</summary>
    private void DropUnstarted(Delivery delivery, TimeSpan now, List<ConsumerEffect> effects)
    {
        effects.Add(new ConsumerEffect.Report(ConsumerReport.LapsedUnstarted, delivery, null));
        End(delivery);
        DropFollowers(delivery, now);
    }

    private void DropWaiting(Delivery delivery, TimeSpan now, List<ConsumerEffect> effects)
    {
        if (delivery.Lane is null)
        {
            _lanes.Forget(delivery);
        }

        var left = delivery.Lane is { IsClosed: false } lane ? _lanes.Close(lane) : [];
        left.Remove(delivery);
        effects.Add(new ConsumerEffect.Report(ConsumerReport.LapsedUnstarted, delivery, null));
        End(delivery);
        ReturnInOrder(left, now);
    }

    private void DropFollowers(Delivery delivery, TimeSpan now)
    {
        if (delivery.Lane is { IsClosed: false } lane)
        {
            ReturnInOrder(_lanes.Close(lane), now);
        }
    }

    private void End(Delivery delivery)
    {
        delivery.State = DeliveryState.Ended;
        HoldingMachine.End(delivery);
        if (_active.TryGetValue(delivery.Message.Id, out var active) && active == delivery)
        {
            _active.Remove(delivery.Message.Id);
        }
    }
}
