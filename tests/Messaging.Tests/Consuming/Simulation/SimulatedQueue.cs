namespace Messaging.Tests.Consuming.Simulation;

/// <summary>A queue with visibility timeouts, receive counts, redrive and FIFO groups, and nothing else.</summary>
internal sealed class SimulatedQueue(bool isFifo, int maxReceives)
{
    private readonly Dictionary<string, SimulatedMessage> _byId = new(StringComparer.Ordinal);
    private readonly LinkedList<SimulatedMessage> _live = new();
    private readonly Dictionary<string, List<ReceivedMessage>> _attempts = new(StringComparer.Ordinal);

    public List<SimulatedMessage> Messages { get; } = [];

    /// <summary>Gets or sets whether a message that somebody holds is handed out again, as standard queues do now and then.</summary>
    public Func<bool> Repeats { get; set; } = static () => false;

    /// <summary>Happens when a waiting receive might find something.</summary>
    public event Action? Changed;

    public bool IsEmpty
    {
        get
        {
            while (_live.First is { Value.IsGone: true })
            {
                _live.RemoveFirst();
            }

            return _live.Count == 0;
        }
    }

    public SimulatedMessage this[string id] => _byId[id];

    public void Send(SimulatedMessage message)
    {
        Messages.Add(message);
        _byId.Add(message.Id, message);
        _live.AddLast(message);
        Changed?.Invoke();
    }

    /// <summary>Gets when the next hidden message becomes visible by itself.</summary>
    public TimeSpan? NextVisibleAt(TimeSpan now) =>
        _live.Where(message => message.VisibleAt > now).Min(message => (TimeSpan?)message.VisibleAt);

    public List<ReceivedMessage> Receive(int count, TimeSpan visibility, TimeSpan now, string? attemptId = null)
    {
        if (attemptId is not null && _attempts.TryGetValue(attemptId, out var before)
            && before.TrueForAll(message => _byId[message.Id].VisibleAt > now && IsNewest(message.ReceiptHandle)))
        {
            before.ForEach(message => _byId[message.Id].VisibleAt = now + visibility);
            return before;
        }

        var taken = new List<ReceivedMessage>();
        var locked = new HashSet<string>(StringComparer.Ordinal);
        for (var node = _live.First; node is not null && taken.Count < count;)
        {
            var (message, next) = (node.Value, node.Next);
            if (!message.IsGone && !(isFifo && locked.Contains(message.Group!)))
            {
                Look(message, visibility, now, taken, locked);
            }

            if (message.IsGone)
            {
                _live.Remove(node);
            }

            node = next;
        }

        if (attemptId is not null && taken.Count > 0)
        {
            _attempts[attemptId] = taken;
        }

        return taken;
    }

    public EntryFailure? Delete(string receiptHandle, TimeSpan now)
    {
        var (message, isNewest) = (_byId[receiptHandle.Split(':')[0]], IsNewest(receiptHandle));
        if (!message.IsGone && isNewest && (!isFifo || message.VisibleAt > now))
        {
            message.IsDeleted = true;
            Changed?.Invoke();
            return null;
        }

        return isFifo && !message.IsDeleted
            ? new EntryFailure(EntryFailureKind.Gone, "InvalidParameterValue", "The receipt handle has expired.")
            : null;
    }

    public EntryFailure? ChangeVisibility(string receiptHandle, TimeSpan visibility, TimeSpan now)
    {
        var message = _byId[receiptHandle.Split(':')[0]];
        if (message.IsGone || !IsNewest(receiptHandle) || message.VisibleAt <= now)
        {
            return new EntryFailure(EntryFailureKind.Gone, "InvalidParameterValue", "Message is not available.");
        }

        message.VisibleAt = now + visibility;
        Changed?.Invoke();
        return null;
    }

    private void Look(
        SimulatedMessage message, TimeSpan visibility, TimeSpan now, List<ReceivedMessage> taken, HashSet<string> locked)
    {
        if (message.VisibleAt > now && (isFifo || message.ReceiveCount == 0 || message.ReceiveCount >= maxReceives || !Repeats()))
        {
            locked.Add(message.Group ?? string.Empty);
            return;
        }

        if (message.ReceiveCount >= maxReceives)
        {
            message.IsRedriven = true;
            return;
        }

        message.ReceiveCount++;
        message.Receipt++;
        message.VisibleAt = now + visibility;
        taken.Add(new ReceivedMessage
        {
            Id = message.Id,
            ReceiptHandle = $"{message.Id}:{message.Receipt}",
            Body = string.Empty,
            ReceiveCount = message.ReceiveCount,
            GroupId = message.Group,
        });
    }

    private bool IsNewest(string receiptHandle)
    {
        var parts = receiptHandle.Split(':');
        return _byId[parts[0]].Receipt == int.Parse(parts[1]);
    }
}
