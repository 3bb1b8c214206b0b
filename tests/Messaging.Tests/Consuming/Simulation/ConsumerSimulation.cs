namespace Messaging.Tests.Consuming.Simulation;

/// <summary>Runs consumers' state machines against a simulated queue in virtual time, with faults by chance from a seed.</summary>
internal sealed class ConsumerSimulation
{
    private readonly List<string> _history = [];
    private readonly List<Action> _waiting = [];

    public ConsumerSimulation(SimulationSettings settings, int seed, int hosts = 1)
    {
        (Settings, Random) = (settings, new Random(seed));
        Queue = new SimulatedQueue(settings.IsFifo, settings.MaxReceives);
        Queue.Repeats = () => HasFaults && Random.NextDouble() < settings.RepeatRate;
        Queue.Changed += WakeReceives;
        for (var number = 0; number < settings.Messages; number++)
        {
            Queue.Send(new SimulatedMessage(number, settings.IsFifo ? $"g{Random.Next(settings.Groups)}" : null));
        }

        for (var number = 0; number < hosts; number++)
        {
            Add(settings.Options, settings.HandlerTime);
        }
    }

    public SimulationSettings Settings { get; }

    public Random Random { get; }

    public SimulatedTime Time { get; } = new();

    public SimulatedQueue Queue { get; }

    public List<SimulatedHost> Hosts { get; } = [];

    public int Requests => Calls.Values.Sum();

    /// <summary>Gets how many requests of each kind the consumers have made.</summary>
    public Dictionary<Type, int> Calls { get; } = [];

    public bool HasFaults { get; set; } = true;

    /// <summary>Gets or sets whether receives answer at once, as those of a consumer that stops do in the end.</summary>
    public bool HasNoLongPolls { get; set; }

    public int Held => Hosts.Sum(host => host.Held);

    public SimulatedHost Add(ConsumerOptions options, TimeSpan handlerTime, SharedSlots? shared = null)
    {
        var host = new SimulatedHost(this, options, handlerTime, shared);
        Hosts.Add(host);
        return host;
    }

    public void Start() => Hosts.ForEach(host => host.Start());

    public void Stop()
    {
        HasNoLongPolls = true;
        Hosts.ForEach(host => host.Stop());
        WakeReceives();
    }

    public void RunUntil(Func<bool> condition, TimeSpan atMost) => Time.RunUntil(condition, atMost);

    public void Count(ConsumerEffect effect)
    {
        if (effect is ConsumerEffect.Receive or ConsumerEffect.Delete or ConsumerEffect.ChangeVisibility or ConsumerEffect.Move)
        {
            Calls[effect.GetType()] = Calls.GetValueOrDefault(effect.GetType()) + 1;
        }
    }

    /// <summary>Does something when a request has reached the queue, or an answer the consumer.</summary>
    public void After(Action action) => Time.After(Latency(), action);

    /// <summary>Does something when the queue changes, a message becomes visible, or the time has come.</summary>
    public void WhenChanged(TimeSpan until, Action action)
    {
        var isDone = false;
        _waiting.Add(Once);
        Time.At(Queue.NextVisibleAt(Time.Now) is { } visible && visible < until ? visible : until, Once);

        void Once()
        {
            if (!isDone)
            {
                isDone = true;
                _waiting.Remove(Once);
                action();
            }
        }
    }

    public void Delete(ConsumerEffect.Delete delete, Action<IReadOnlyList<EntryFailure?>> answered) => After(() =>
    {
        var wholeFails = Fails();
        var failures = delete.ReceiptHandles.Select(receipt => wholeFails || Fails() ? Transient : DeleteOne(receipt)).ToList();
        Note($"deleted: {string.Join(' ', delete.ReceiptHandles.Zip(failures, (receipt, failure) => $"{receipt} {failure?.Kind}"))}");

        // The effect may have taken place although the answer was lost.
        After(() => answered(failures));
    });

    public void ChangeVisibility(ConsumerEffect.ChangeVisibility change, Action<IReadOnlyList<EntryFailure?>> answered)
    {
        // The receipt handle is the one at hand when the request leaves.
        var entries = change.Entries.Select(entry => (entry.Delivery.Message.ReceiptHandle, entry.Visibility)).ToList();
        After(() =>
        {
            var wholeFails = Fails();
            var failures = entries.Select(entry => wholeFails || Fails()
                ? Transient
                : Queue.ChangeVisibility(entry.ReceiptHandle, entry.Visibility, Time.Now)).ToList();
            Note($"visibility: {string.Join(' ', entries.Zip(failures, (entry, failure) => $"{entry.ReceiptHandle}={entry.Visibility.TotalSeconds} {failure?.Kind}"))}");
            After(() => answered(failures));
        });
    }

    public void Move(ConsumerEffect.Move move, Action<bool> answered) => After(() =>
    {
        var accepted = !Fails();
        Queue[move.Delivery.Message.Id].IsCopied |= accepted;
        Note($"moved: {move.Delivery.Message.Id} {accepted}");
        answered(accepted);
    });

    public Settlement Outcome(SimulatedMessage message)
    {
        if (Settings.Outcome is { } outcome)
        {
            return outcome(message, Time.Now);
        }

        if (message.Number % 17 == 3)
        {
            return Settlement.Retry(null, Fault);
        }

        var chance = Random.NextDouble();
        return chance < 0.02 && HasFaults ? Settlement.Retry(TimeSpan.FromSeconds(Random.Next(3)))
            : chance < 0.05 && HasFaults ? Settlement.Retry(null, Fault)
            : chance < 0.07 && HasFaults ? Settlement.DeadLetter("no use")
            : Settlement.Complete;
    }

    /// <summary>Checks that nothing before a message in its group could still be lost or overtaken, but what is in its batch.</summary>
    public void CheckOrder(SimulatedMessage message, SimulatedMessage? before)
    {
        var overtaken = Queue.Messages.Find(other => other.Group == message.Group && other.Number < message.Number && !other.IsSafe);
        var isBehindItsBatch = before is not null && overtaken?.Number <= before.Number;
        Require(overtaken is null || isBehindItsBatch, $"{message.Id} overtakes {overtaken?.Id} in {message.Group}");
    }

    public bool Fails() => HasFaults && Random.NextDouble() < Settings.FaultRate;

    /// <summary>Throws with the end of the history, or with all of it that names a message.</summary>
    public void Require(bool holds, string otherwise, string? about = null)
    {
        if (!holds)
        {
            var history = string.Join(Environment.NewLine, about is null
                ? _history.Where(line => !line.Contains("=30 ", StringComparison.Ordinal)).TakeLast(60)
                : _history.Where(line => line.Contains(about, StringComparison.Ordinal)));
            throw new InvalidOperationException($"At {Time.Now}: {otherwise}.{Environment.NewLine}{history}");
        }
    }

    public void Note(string what) => _history.Add($"{Time.Now.TotalSeconds:0.000} {what}");

    private static InvalidOperationException Fault { get; } = new("The handler fails.");

    private static EntryFailure Transient { get; } = new(EntryFailureKind.Transient, "InternalError", "A fault.");

    private EntryFailure? DeleteOne(string receipt)
    {
        var message = Queue[receipt.Split(':')[0]];
        Require(message.TimesHandled > 0 || message.IsCopied, $"{message.Id} is deleted and was neither handled nor copied");
        return Queue.Delete(receipt, Time.Now);
    }

    private void WakeReceives() => _waiting.ToList().ForEach(waiting => Time.At(Time.Now, waiting));

    // A request and its answer are slow now and then, and together faster than the shortest visibility timeout: messages
    // that arrive after their time cannot be told from others.
    private TimeSpan Latency() => TimeSpan.FromMilliseconds(
        1 + Random.Next(HasFaults && Random.Next(50) == 0 ? 1_500 : (int)Settings.MaxLatency.TotalMilliseconds));
}
