namespace Messaging;

/// <summary>The consumer of one queue without its waiting: events in, effects out.</summary>
/// <remarks>
/// A message goes Receive, Hold, Lane, handling, Settle. Every event ends in <see cref="Advance"/>, which starts, extends,
/// settles and receives whatever the new situation allows.
/// </remarks>
internal sealed class ConsumerMachine
{
    private readonly ConsumerOptions _options;
    private readonly QueueFacts _facts;
    private readonly Random _random;
    private readonly HoldingMachine _holding;
    private readonly LaneMachine _lanes;
    private readonly SettlingMachine _settling;
    private readonly ReceivingMachine _receiving;
    private readonly ActiveDeliveries _active;
    private readonly GroupReturns _returns;
    private readonly LossRules _losses;
    private int _running;
    private int _moving;
    private bool _isStopping;

    public ConsumerMachine(ConsumerOptions options, QueueFacts facts, Random random)
    {
        (_options, _facts, _random) = (options, facts, random);
        _holding = new HoldingMachine(options.Visibility, options.MaxHold);
        _lanes = new LaneMachine(facts.IsFifo, facts.MaxReceives);
        _settling = new SettlingMachine(options.SettleDelay, random);
        _receiving = new ReceivingMachine(options, random);
        _returns = new GroupReturns(_settling, _lanes, facts.IsFifo);
        _active = new ActiveDeliveries(_holding, _settling, _lanes, _returns);
        _losses = new LossRules(_active, _lanes, _returns);
    }

    public int Running => _running;

    public int Held => _active.Count;

    /// <summary>Gets whether the consumer was stopped and nothing is left to do.</summary>
    public bool IsDone => _isStopping && _receiving.UnderWay == 0 && _running == 0 && _moving == 0
        && _lanes.Waiting == 0 && _settling.Pending == 0 && _returns.IsEmpty;

    public TimeSpan? NextWake(TimeSpan now) => WakeTimes.Earliest(
        _holding.NextWake, _lanes.NextWake, _settling.NextWake, _receiving.NextWake(now));

    public void Received(
        int asked, IReadOnlyList<ReceivedMessage> messages, TimeSpan startedAt, TimeSpan now, List<ConsumerEffect> effects)
    {
        var fresh = new List<Delivery>(messages.Count);
        foreach (var message in messages)
        {
            if (_active.Take(message, now, effects) is { } delivery)
            {
                fresh.Add(delivery);
            }
        }

        _returns.Admit(fresh, _isStopping, now);
        StartWhatMay(now, effects);
        var starving = _running < _options.MaxConcurrency && _lanes.Waiting == 0;
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
                _active.End(delivery);
                break;
            case SettlementKind.DeadLetter when _facts.DeadLetterQueue is not null:
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

            _active.EndHandled(delivery, failures[index], now, effects);
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

            // What failed for a receipt handle that a newer receive has replaced says nothing about the message.
            var isOutdated = failures[index] is not null && delivery.Message.ReceiptHandle != request.ReceiptHandles[index];
            if (request.IsExtension)
            {
                _settling.ExtensionAnswered(delivery, now);
                if (!isOutdated)
                {
                    ExtensionAnswered(delivery, visibility, failures[index], sentAt, now, effects);
                }
            }
            else if (_settling.Answered(delivery, failures[index], isOutdated, now))
            {
                _active.End(delivery);
                _returns.Returned(delivery, now);
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
                _returns.ReturnInOrder(messages, now);
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
        if (_settling.Pending > 1_000 + (10 * _options.MaxConcurrency))
        {
            return;
        }

        while (_receiving.Next(_lanes.Waiting - _lanes.Blocked, _running, now) is > 0 and var count)
        {
            effects.Add(new ConsumerEffect.Receive(count));
        }
    }

    private void StartWhatMay(TimeSpan now, List<ConsumerEffect> effects)
    {
        _lanes.Wake(now);
        while (_running < _options.MaxConcurrency && _lanes.Next() is { } delivery)
        {
            if (now >= delivery.HiddenUntil)
            {
                _losses.DropUnstarted(delivery, now, effects);
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
            _losses.Lost(delivery, "Its visibility timeout passed before it could be extended.", now, effects);
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
        var wait = delay ?? RetryDelays.After(delivery.DeliveryCount, _options.RetryDelay, _options.MaxRetryDelay, _random);
        if (delivery.Lane is not { IsClosed: false } lane)
        {
            _returns.Return(delivery, isLast ? TimeSpan.Zero : wait, now);
            return;
        }

        if (isLast && _facts.DeadLetterQueue is not null && !moveFailed)
        {
            Move(delivery, $"Its handling failed {delivery.DeliveryCount} times, the most that is allowed.", effects);
            return;
        }

        var blockedFor = now + wait - (lane.BlockedSince ?? now);
        if (isLast || _isStopping || blockedFor > _options.MaxGroupBlock || _lanes.Blocked > _options.MaxBuffer / 2)
        {
            effects.Add(new ConsumerEffect.Report(ConsumerReport.GroupGivenBack, delivery, null));
            delivery.State = DeliveryState.HeldBack;
            _returns.ReturnInOrder([delivery, .. _lanes.Close(lane)], now, isLast ? TimeSpan.Zero : wait);
            return;
        }

        delivery.LocalTries++;
        delivery.State = DeliveryState.Waiting;
        _lanes.Block(delivery, now + wait, now);
    }

    private void ExtensionAnswered(
        Delivery delivery, TimeSpan visibility, EntryFailure? failure, TimeSpan sentAt, TimeSpan now, List<ConsumerEffect> effects)
    {
        if (delivery.State == DeliveryState.Ended)
        {
            return;
        }

        if (!_holding.Answered(delivery, visibility, failure, sentAt, now))
        {
            _losses.Lost(delivery, $"Extending its visibility timeout was refused ({failure!.Code}).", now, effects);
        }
    }
}
