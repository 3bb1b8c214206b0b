namespace Messaging.Tests.Consuming.Simulation;

/// <summary>Runs the consumer's state machine against a simulated queue in virtual time, with faults by chance from a seed.</summary>
/// <remarks>Breaks of the promises are thrown where they happen, with the time and the message.</remarks>
internal sealed class ConsumerSimulation
{
    private readonly Random _random;
    private readonly SimulationSettings _settings;
    private readonly ConsumerMachine _machine;
    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _events = new();
    private readonly Dictionary<string, bool> _running = new(StringComparer.Ordinal);
    private readonly HashSet<Delivery> _cancelled = [];
    private TimeSpan _now;
    private long _order;
    private readonly List<string> _history = [];
    private TimeSpan? _wakeAt;

    public ConsumerSimulation(SimulationSettings settings, int seed)
    {
        _random = new Random(seed);
        _settings = settings;
        Queue = new SimulatedQueue(settings.IsFifo, settings.MaxReceives);
        for (var number = 0; number < settings.Messages; number++)
        {
            Queue.Messages.Add(new SimulatedMessage(number, settings.IsFifo ? $"g{_random.Next(settings.Groups)}" : null));
        }

        var facts = new QueueFacts
        {
            QueueName = "simulated",
            IsFifo = settings.IsFifo,
            MaxReceives = settings.MaxReceives,
            DeadLetterQueue = "dead",
        };
        _machine = new ConsumerMachine(settings.Options, facts, _random);
    }

    public SimulatedQueue Queue { get; }

    public int Requests { get; private set; }

    public bool HasFaults { get; set; } = true;

    public TimeSpan Now => _now;

    public bool IsDone => _machine.IsDone;

    public int Held => _machine.Held;

    public void Start() => Post((machine, effects) => machine.Advance(_now, effects));

    public void Stop() => Post((machine, effects) => machine.Stop(_now, effects));

    /// <summary>Lets virtual time pass until a condition holds, or the time is up.</summary>
    public void RunUntil(Func<bool> condition, TimeSpan atMost)
    {
        var end = _now + atMost;
        var standing = 0;
        while (!condition() && _events.TryPeek(out _, out var due) && due.At <= end)
        {
            var happened = _events.Dequeue();
            standing = due.At > _now ? 0 : standing + 1;
            Require(standing < 100_000, "the machine asks to be woken again and again and does nothing");
            _now = due.At > _now ? due.At : _now;
            happened();
        }

        _now = condition() ? _now : end;
    }

    private void Post(Action<ConsumerMachine, List<ConsumerEffect>> happened)
    {
        var effects = new List<ConsumerEffect>();
        happened(_machine, effects);
        effects.ForEach(Perform);
        if (_machine.NextWake(_now) is { } wake && (_wakeAt is null || wake < _wakeAt))
        {
            _wakeAt = wake;
            At(wake > _now ? wake : _now, () =>
            {
                _wakeAt = null;
                Post((machine, posted) => machine.Advance(_now, posted));
            });
        }
    }

    private void Perform(ConsumerEffect effect)
    {
        switch (effect)
        {
            case ConsumerEffect.Receive receive:
                Requests++;
                Receive(receive.Count, _now, _now + _settings.Options.ReceiveWait);
                break;
            case ConsumerEffect.Start start:
                StartHandler(start.Delivery);
                break;
            case ConsumerEffect.CancelHandler cancel:
                Note($"cancelled: {cancel.Delivery.Message.Id} {cancel.Reason}");
                _cancelled.Add(cancel.Delivery);
                break;
            case ConsumerEffect.Delete delete:
                Requests++;
                Delete(delete);
                break;
            case ConsumerEffect.ChangeVisibility change:
                Requests++;
                ChangeVisibility(change, _now);
                break;
            case ConsumerEffect.Move move:
                Requests++;
                Move(move);
                break;
            default:
                break;
        }
    }

    private void Receive(int count, TimeSpan startedAt, TimeSpan until) => After(Latency(), () =>
    {
        if (Fails())
        {
            Post((machine, effects) => machine.ReceiveFailed(count, _now, effects));
            return;
        }

        var messages = Queue.Receive(count, _settings.Options.Visibility, _now);
        if (messages.Count == 0 && _now < until && !IsStoppingNow)
        {
            // A long poll: it looks again, and answers as soon as there is one message.
            Receive(count, startedAt, until);
            return;
        }

        Note($"taken: {string.Join(' ', messages.Select(message => message.ReceiptHandle))}");

        // The answer can be long on its way, and messages age meanwhile.
        After(Latency(), () =>
        {
            Note($"received: {string.Join(' ', messages.Select(message => message.ReceiptHandle))}");
            Post((machine, effects) => machine.Received(count, messages, startedAt, _now, effects));
        });
    });

    private bool IsStoppingNow { get; set; }

    public void EndLongPolls() => IsStoppingNow = true;

    private void StartHandler(Delivery delivery)
    {
        var message = Of(delivery);
        Require(_running.TryAdd(message.Id, true), $"{message.Id} is handled twice at the same time");
        Require(delivery.HiddenUntil > _now, $"{message.Id} starts although it has lapsed");
        if (_settings.IsFifo)
        {
            var overtaken = Queue.Messages.Find(other =>
                other.Group == message.Group && other.Number < message.Number && !other.IsSafe);
            Require(overtaken is null, $"{message.Id} overtakes {overtaken?.Id} in {message.Group}");
        }

        Note($"started: {message.Id}");
        message.TimesStarted++;
        var startedAt = _now;
        After(_settings.HandlerTime * (0.7 + (0.6 * _random.NextDouble())), () =>
        {
            var settlement = Outcome(message, _cancelled.Remove(delivery));
            message.TimesHandled += settlement.Kind == SettlementKind.Complete ? 1 : 0;
            Note($"ended: {message.Id} {settlement.Kind}");
            _running.Remove(message.Id);
            Post((machine, effects) => machine.Handled(delivery, settlement, _now - startedAt, _now, effects));
        });
    }

    private Settlement Outcome(SimulatedMessage message, bool wasCancelled)
    {
        if (wasCancelled || message.Number % 17 == 3)
        {
            return Settlement.Retry(null);
        }

        var chance = _random.NextDouble();
        return chance < 0.05 && HasFaults ? Settlement.Retry(null)
            : chance < 0.07 && HasFaults ? Settlement.DeadLetter("no use")
            : Settlement.Complete;
    }

    private void Delete(ConsumerEffect.Delete delete) => After(Latency(), () =>
    {
        var wholeFails = Fails();
        var failures = delete.ReceiptHandles.Select(receipt => wholeFails || Fails()
            ? Transient
            : DeleteOne(receipt)).ToList();
        Note($"deleted: {string.Join(' ', delete.ReceiptHandles.Zip(failures, (receipt, failure) => $"{receipt} {failure?.Kind}"))}");

        // The effect may have taken place although the answer was lost.
        After(Latency(), () => Post((machine, effects) => machine.Deleted(delete, failures, _now, effects)));
    });

    private EntryFailure? DeleteOne(string receipt)
    {
        var id = receipt.Split(':')[0];
        var message = Queue.Messages.First(candidate => candidate.Id == id);
        Require(message.TimesHandled > 0 || message.IsCopied, $"{id} is deleted and was neither handled nor copied");
        return Queue.Delete(receipt, _now);
    }

    private void ChangeVisibility(ConsumerEffect.ChangeVisibility change, TimeSpan sentAt)
    {
        // The receipt handle is the one at hand when the request leaves.
        var entries = change.Entries.Select(entry => (entry.Delivery.Message.ReceiptHandle, entry.Visibility)).ToList();
        After(Latency(), () =>
        {
            var wholeFails = Fails();
            var failures = entries.Select(entry => wholeFails || Fails()
                ? Transient
                : Queue.ChangeVisibility(entry.ReceiptHandle, entry.Visibility, _now)).ToList();
            Note($"visibility: {string.Join(' ', entries.Zip(failures, (entry, failure) => $"{entry.ReceiptHandle}={entry.Visibility.TotalSeconds} {failure?.Kind}"))}");
            After(Latency(), () => Post((machine, effects) => machine.VisibilityChanged(change, failures, sentAt, _now, effects)));
        });
    }

    private void Move(ConsumerEffect.Move move) => After(Latency(), () =>
    {
        var accepted = !Fails();
        Of(move.Delivery).IsCopied |= accepted;
        Note($"moved: {move.Delivery.Message.Id} {accepted}");
        Post((machine, effects) => machine.Moved(move.Delivery, accepted, move.Reason, _now, effects));
    });

    private static EntryFailure Transient { get; } = new(EntryFailureKind.Transient, "InternalError", "A fault.");

    private bool Fails() => HasFaults && _random.NextDouble() < _settings.FaultRate;

    // A request and its answer are slow now and then, and together faster than the shortest visibility timeout: messages
    // that arrive after their time cannot be told from others.
    private TimeSpan Latency() => TimeSpan.FromMilliseconds(1 + _random.Next(HasFaults && _random.Next(50) == 0 ? 1_500 : 20));

    private SimulatedMessage Of(Delivery delivery) => Queue.Messages.First(message => message.Id == delivery.Message.Id);

    private void After(TimeSpan delay, Action action) => At(_now + delay, action);

    private void At(TimeSpan at, Action action) => _events.Enqueue(action, (at, _order++));

    private void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            var history = string.Join(Environment.NewLine, _history.TakeLast(60));
            throw new InvalidOperationException($"At {_now}: {otherwise}.{Environment.NewLine}{history}");
        }
    }

    private void Note(string what) => _history.Add($"{_now.TotalSeconds:0.000} {what}");
}
