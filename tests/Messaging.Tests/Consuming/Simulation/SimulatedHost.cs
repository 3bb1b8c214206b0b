namespace Messaging.Tests.Consuming.Simulation;

/// <summary>One process with a consumer's state machine, in front of the simulated queue.</summary>
/// <remarks>Breaks of the promises are thrown where they happen, with the time and the message.</remarks>
internal sealed class SimulatedHost
{
    private readonly ConsumerSimulation _simulation;
    private readonly ConsumerMachine _machine;
    private readonly ConsumerOptions _options;
    private readonly TimeSpan _handlerTime;
    private readonly HashSet<string> _running = new(StringComparer.Ordinal);
    private readonly HashSet<string> _handled = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changing = new(StringComparer.Ordinal);
    private readonly HashSet<Delivery> _cancelled = [];
    private TimeSpan? _wakeAt;
    private bool _isStopping;

    public SimulatedHost(
        ConsumerSimulation simulation, ConsumerOptions options, TimeSpan handlerTime, SharedSlots? shared = null)
    {
        (_simulation, _options, _handlerTime) = (simulation, options, handlerTime);
        var facts = new QueueFacts
        {
            QueueName = "simulated",
            IsFifo = simulation.Settings.IsFifo,
            MaxReceives = simulation.Settings.MaxReceives,
            DeadLetterQueue = "dead",
        };
        var share = shared?.Join(() => simulation.Time.After(
            TimeSpan.Zero, () => Post((machine, effects) => machine.Advance(simulation.Time.Now, effects))));
        _machine = new ConsumerMachine(options, facts, simulation.Random, share);
    }

    public bool IsDone => _machine.IsDone;

    public int Held => _machine.Held;

    public int Running => _machine.Running;

    public TimeSpan? FailingSince => _machine.FailingSince;

    public int Started { get; private set; }

    /// <summary>Gets the longest that a received message has waited for its start.</summary>
    public TimeSpan LongestWait { get; private set; }

    public int Cancelled { get; private set; }

    private TimeSpan Now => _simulation.Time.Now;

    public void Start() => Post((machine, effects) => machine.Advance(Now, effects));

    public void Pause() => Post((machine, effects) => machine.Pause(Now, effects));

    public void Resume() => Post((machine, effects) => machine.Resume(Now, effects));

    public void Stop()
    {
        _isStopping = true;
        Post((machine, effects) => machine.Stop(Now, effects));
    }

    private void Post(Action<ConsumerMachine, List<ConsumerEffect>> happened)
    {
        var effects = new List<ConsumerEffect>();
        happened(_machine, effects);
        effects.ForEach(Perform);
        if (_machine.NextWake(Now) is { } wake && (_wakeAt is null || wake < _wakeAt))
        {
            _wakeAt = wake;
            _simulation.Time.At(wake, () =>
            {
                _wakeAt = null;
                Post((machine, posted) => machine.Advance(Now, posted));
            });
        }
    }

    private void Perform(ConsumerEffect effect)
    {
        _simulation.Count(effect);
        switch (effect)
        {
            case ConsumerEffect.Receive receive:
                Receive(receive, Now, Now + _options.ReceiveWait);
                break;
            case ConsumerEffect.Start start:
                StartHandler([start.Delivery], isBatch: false);
                break;
            case ConsumerEffect.StartBatch batch:
                StartHandler(batch.Deliveries, isBatch: true);
                break;
            case ConsumerEffect.CancelHandler cancel:
                _simulation.Note($"cancelled: {cancel.Delivery.Message.Id} {cancel.Reason}");
                Cancelled++;
                _cancelled.Add(cancel.Delivery);
                break;
            case ConsumerEffect.Delete delete:
                _simulation.Delete(delete, failures => Post((machine, effects) => machine.Deleted(delete, failures, Now, effects)));
                break;
            case ConsumerEffect.ChangeVisibility change:
                var sentAt = Now;
                CheckChanges(change);
                _simulation.ChangeVisibility(change, failures =>
                {
                    _changing.ExceptWith(change.ReceiptHandles);
                    Post((machine, effects) => machine.VisibilityChanged(change, failures, sentAt, Now, effects));
                });
                break;
            case ConsumerEffect.Move move:
                _simulation.Move(
                    move, accepted => Post((machine, effects) => machine.Moved(move.Delivery, accepted, move.Reason, Now, effects)));
                break;
            case ConsumerEffect.Report { What: ConsumerReport.LapsedUnstarted } report:
                // An extension whose answer came too late has hidden it for longer.
                NobodyHas(report.Delivery.Message.Id);
                break;
            default:
                break;
        }
    }

    private void NobodyHas(string id) => _simulation.Queue[id].LostReceipt = _simulation.Queue[id].Receipt;

    private void Receive(ConsumerEffect.Receive receive, TimeSpan startedAt, TimeSpan until) => _simulation.After(() =>
    {
        if (_simulation.Fails())
        {
            Post((machine, effects) => machine.ReceiveFailed(receive.Count, startedAt, Now, effects, receive.AttemptId, mayHaveTaken: true));
            return;
        }

        var messages = _simulation.Queue.Receive(receive.Count, _options.Visibility, Now, receive.AttemptId);
        if (messages.Count == 0 && Now < until && !_isStopping && !_simulation.HasNoLongPolls)
        {
            // A long poll: it looks again when something changes, and answers as soon as there is one message.
            _simulation.WhenChanged(until, () => Receive(receive, startedAt, until));
            return;
        }

        _simulation.Note($"taken: {string.Join(' ', messages.Select(message => message.ReceiptHandle))}");
        if (_simulation.Fails())
        {
            // The answer is lost, and what it held with it until the visibility timeout has passed.
            messages.ForEach(message => NobodyHas(message.Id));
            Post((machine, effects) => machine.ReceiveFailed(receive.Count, startedAt, Now, effects, receive.AttemptId, mayHaveTaken: true));
            return;
        }

        // The answer can be long on its way, and messages age meanwhile.
        _simulation.After(() =>
        {
            _simulation.Note($"received: {string.Join(' ', messages.Select(message => message.ReceiptHandle))}");
            Post((machine, effects) => machine.Received(receive.Count, messages, startedAt, Now, effects));
        });
    });

    private void StartHandler(IReadOnlyList<Delivery> deliveries, bool isBatch)
    {
        for (var index = 0; index < deliveries.Count; index++)
        {
            CheckStart(deliveries[index], index == 0 ? null : deliveries[index - 1]);
        }

        var startedAt = Now;
        _simulation.Time.After(_handlerTime * (0.7 + (0.6 * _simulation.Random.NextDouble())), () =>
        {
            var isInterrupted = false;
            var ended = new List<(Delivery, Settlement)>();
            foreach (var delivery in deliveries)
            {
                var settlement = isInterrupted ? Settlement.NotHandled : End(delivery);
                isInterrupted |= _simulation.Settings.IsFifo && settlement.Kind == SettlementKind.Retry;
                _running.Remove(delivery.Message.Id);
                ended.Add((delivery, settlement));
            }

            Post((machine, effects) =>
            {
                if (isBatch)
                {
                    machine.BatchHandled(ended, Now - startedAt, Now, effects);
                }
                else
                {
                    machine.Handled(ended[0].Item1, ended[0].Item2, Now - startedAt, Now, effects);
                }
            });
        });
    }

    private void CheckStart(Delivery delivery, Delivery? before)
    {
        var message = _simulation.Queue[delivery.Message.Id];
        _simulation.Require(_running.Add(message.Id), $"{message.Id} is handled twice at the same time");
        _simulation.Require(!_handled.Contains(message.Id), $"{message.Id} is handled again by the process that has handled it");
        _simulation.Require(delivery.HiddenUntil > Now, $"{message.Id} starts although it has lapsed");
        if (_simulation.Settings.IsFifo)
        {
            _simulation.CheckOrder(message, before is null ? null : _simulation.Queue[before.Message.Id]);
        }

        _simulation.Note($"started: {message.Id}");
        message.TimesStarted++;
        Started++;
        LongestWait = Now - delivery.ReceivedAt > LongestWait ? Now - delivery.ReceivedAt : LongestWait;
    }

    private void CheckChanges(ConsumerEffect.ChangeVisibility change)
    {
        for (var index = 0; index < change.Entries.Count; index++)
        {
            var id = change.Entries[index].Delivery.Message.Id;
            _simulation.Require(_changing.Add(change.ReceiptHandles[index]), $"{id} has two visibility requests under way");
            _simulation.Require(change.IsExtension || !_running.Contains(id), $"{id} is given back and its handler runs");
        }
    }

    private Settlement End(Delivery delivery)
    {
        var message = _simulation.Queue[delivery.Message.Id];
        var settlement = _cancelled.Remove(delivery) ? Settlement.Retry(null) : _simulation.Outcome(message);
        if (settlement.Kind == SettlementKind.Complete)
        {
            _handled.Add(message.Id);
            message.TimesHandled++;
            message.HandledAt ??= Now;
        }

        _simulation.Note($"ended: {message.Id} {settlement.Kind}");
        return settlement;
    }
}
