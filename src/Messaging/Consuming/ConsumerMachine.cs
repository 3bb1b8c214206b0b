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
    private readonly HoldingMachine _holding;
    private readonly LaneMachine _lanes;
    private readonly SettlingMachine _settling;
    private readonly ReceivingMachine _receiving;
    private readonly ReceiveAttempts _attempts;
    private readonly ActiveDeliveries _active;
    private readonly GroupReturns _returns;
    private readonly LossRules _losses;
    private readonly FailureRules _failures;
    private readonly CircuitMachine _circuit;
    private readonly Slots _slots;
    private readonly StartRules _starts;
    private readonly DueRequests _due;
    private bool _isStopping;

    public ConsumerMachine(ConsumerOptions options, QueueFacts facts, Random random, SharedSlots.Share? shared = null)
    {
        (_options, _facts) = (options, facts);
        _slots = new Slots(options, shared);
        _holding = new HoldingMachine(options.Visibility, options.MaxHold, options.ReceiveWait);
        _lanes = new LaneMachine(facts.IsFifo, facts.MaxReceives);
        _settling = new SettlingMachine(options.SettleDelay, facts.IsFifo, random);
        _receiving = new ReceivingMachine(options, random, facts.IsFifo);
        _attempts = new ReceiveAttempts(facts.IsFifo, random);
        _circuit = new CircuitMachine(options, random);
        _returns = new GroupReturns(_settling, _lanes, facts.IsFifo);
        _active = new ActiveDeliveries(_holding, _settling, _lanes, _returns);
        _losses = new LossRules(_active, _lanes, _returns);
        _failures = new FailureRules(options, facts, _lanes, _returns, _circuit, random);
        _starts = new StartRules(options, _lanes, _slots, _circuit, _losses);
        _due = new DueRequests(_holding, _settling, _losses);
    }

    public int Running => _slots.Running;

    public int Held => _active.Count;

    public bool IsPaused { get; private set; }

    /// <summary>Gets since when receiving or handling fails; null while neither does.</summary>
    public TimeSpan? FailingSince => WakeTimes.Earliest(_receiving.FailingSince, _circuit.OpenSince);

    /// <summary>Gets whether it is the handlers that fail.</summary>
    public bool IsBroken => _circuit.IsOpen;

    /// <summary>Gets whether the consumer was stopped and nothing is left to do.</summary>
    public bool IsDone => _isStopping && _receiving.UnderWay == 0 && _slots.Running == 0 && _failures.Moving == 0
        && _lanes.Waiting == 0 && _settling.Pending == 0 && _returns.IsEmpty;

    public TimeSpan? NextWake(TimeSpan now) => WakeTimes.Earliest(
        _holding.NextWake, _lanes.NextWake, _settling.NextWake, _receiving.NextWake(now), _circuit.NextWake(now));

    public void Received(
        int asked, IReadOnlyList<ReceivedMessage> messages, TimeSpan startedAt, TimeSpan now, List<ConsumerEffect> effects)
    {
        var hiddenSince = _holding.HiddenSince(startedAt, now);
        var fresh = messages.Select(message => _active.Take(message, hiddenSince, now, effects)).OfType<Delivery>().ToList();

        // Slots that were idle when the answer came starve, even when it has enough for all of them.
        var starving = _slots.Free > 0 && _lanes.Fresh == 0;
        _returns.Admit(fresh, _isStopping || IsPaused, now);
        StartWhatMay(now, effects);
        _receiving.Answered(asked, messages.Count, starving, startedAt, now);
        Advance(now, effects);
    }

    public void ReceiveFailed(
        int asked, TimeSpan startedAt, TimeSpan now, List<ConsumerEffect> effects, string? attemptId = null, bool mayHaveTaken = false)
    {
        _receiving.Failed(asked, startedAt, now);
        _attempts.Failed(attemptId, mayHaveTaken, now);
        Advance(now, effects);
    }

    public void Handled(
        Delivery delivery, Settlement settlement, TimeSpan duration, TimeSpan now, List<ConsumerEffect> effects)
    {
        HandlerEnded(duration, settlement.Exception is not null);
        Judge(delivery, settlement, now, effects);
        Advance(now, effects);
    }

    public void BatchHandled(
        IReadOnlyList<(Delivery Delivery, Settlement Settlement)> batch, TimeSpan duration, TimeSpan now, List<ConsumerEffect> effects)
    {
        HandlerEnded(duration, batch.Any(item => item.Settlement.Exception is not null));
        foreach (var (delivery, _) in batch.Where(item =>
            item.Settlement.Kind == SettlementKind.NotHandled && item.Delivery is { IsLost: false, Lane.IsClosed: false }))
        {
            _lanes.PutBack(delivery);
        }

        // What one call threw for several messages is one failure.
        Exception? before = null;
        foreach (var (delivery, settlement) in batch)
        {
            Judge(delivery, settlement, now, effects, isRepeated: settlement.Exception is { } exception && exception == before);
            before = settlement.Exception ?? before;
        }

        Advance(now, effects);
    }

    public void Moved(Delivery delivery, bool accepted, string reason, TimeSpan now, List<ConsumerEffect> effects)
    {
        _failures.Moved();
        if (accepted)
        {
            effects.Add(new ConsumerEffect.Report(ConsumerReport.DeadLettered, delivery, reason));
            _lanes.Passed(delivery);
            _settling.Delete(delivery, now);
        }
        else
        {
            _failures.Failed(delivery, null, moveFailed: true, now, effects);
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
                var isHeld = isOutdated || delivery.State == DeliveryState.Ended
                    || _holding.Answered(delivery, visibility, failures[index], sentAt, now);
                if (!isHeld)
                {
                    _losses.Lost(delivery, $"Extending its visibility timeout was refused ({failures[index]!.Code}).", now, effects);
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
            _isStopping = _failures.IsStopping = _receiving.IsStopped = true;
            _circuit.TurnOff();
            GiveBackWaiting(now);
        }

        Advance(now, effects);
    }

    /// <summary>Receives and starts nothing until it is resumed. What waits goes back, except last attempts: they wait on.</summary>
    public void Pause(TimeSpan now, List<ConsumerEffect> effects)
    {
        if (!IsPaused && !_isStopping)
        {
            IsPaused = _failures.IsPaused = _receiving.IsStopped = true;
            GiveBackWaiting(now);
        }

        Advance(now, effects);
    }

    public void Resume(TimeSpan now, List<ConsumerEffect> effects)
    {
        if (IsPaused)
        {
            // Nothing was tried meanwhile: what fails from now on has not failed for so long.
            _receiving.FailingSince = null;
        }

        IsPaused = _failures.IsPaused = false;
        _receiving.IsStopped = _isStopping;
        Advance(now, effects);
    }

    /// <summary>Does whatever the situation allows. Called after every event, and when the timer rings.</summary>
    public void Advance(TimeSpan now, List<ConsumerEffect> effects)
    {
        _due.Extend(now, effects);
        StartWhatMay(now, effects);
        _due.Settle(NothingElseRuns, _isStopping, now, effects);
        if (_settling.Pending > 1_000 + (10 * _options.MaxConcurrency))
        {
            return;
        }

        var most = _circuit.IsOpen ? 1 : ReceivingMachine.MaxPerReceive;
        while (_circuit.MayReceive(_lanes) && _receiving.Next(_lanes, _slots, now, most) is > 0 and var count)
        {
            effects.Add(new ConsumerEffect.Receive(count, _attempts.Next(now)));
        }
    }

    private bool NothingElseRuns => _slots.Running == 0 && _failures.Moving == 0
        && (_lanes.Fresh == 0 || _circuit.IsOpen || IsPaused);

    private void HandlerEnded(TimeSpan duration, bool hasFailed)
    {
        _slots.Release(duration, hasFailed);
        _receiving.Handled(duration);
    }

    /// <summary>Decides what becomes of a message whose handling has ended.</summary>
    private void Judge(
        Delivery delivery, Settlement settlement, TimeSpan now, List<ConsumerEffect> effects, bool isRepeated = false)
    {
        if (settlement.Kind != SettlementKind.Complete && delivery.State == DeliveryState.Running && now >= delivery.HiddenUntil)
        {
            // After a standstill its end is noticed before the timer: its receipt must not free what another consumer has.
            _losses.Lapsed(delivery, now, effects);
        }

        switch (settlement.Kind)
        {
            case SettlementKind.Complete:
                // Even with a lost hold: a standard queue accepts the deletion until another consumer has the message.
                _lanes.Passed(delivery);
                _settling.Delete(delivery, now);
                break;
            case SettlementKind.NotHandled when delivery.State != DeliveryState.Running:
                break;
            case not SettlementKind.Complete when delivery.IsLost:
                _active.End(delivery);
                break;
            case SettlementKind.NotHandled:
                _returns.Return(delivery, TimeSpan.Zero, now);
                break;
            case SettlementKind.DeadLetter when _facts.DeadLetterQueue is not null:
                _failures.Move(delivery, settlement.Reason!, effects);
                break;
            case SettlementKind.DeadLetter:
                effects.Add(new ConsumerEffect.Report(ConsumerReport.NoDeadLetterQueue, delivery, settlement.Reason));
                _failures.Failed(delivery, null, moveFailed: true, now, effects);
                break;
            default:
                _failures.Failed(delivery, settlement.Delay, moveFailed: false, now, effects);
                break;
        }

        // Last, so that the failure by which everything is taken to fail counts itself.
        _starts.Ended(delivery, settlement, isRepeated, now, effects);
    }

    private void GiveBackWaiting(TimeSpan now)
    {
        foreach (var messages in _lanes.TakeForStop())
        {
            _returns.ReturnInOrder(messages, now);
        }
    }

    private void StartWhatMay(TimeSpan now, List<ConsumerEffect> effects)
    {
        _lanes.Wake(now);
        _starts.StartWhatMay(IsPaused && !_isStopping, now, effects);
    }
}
