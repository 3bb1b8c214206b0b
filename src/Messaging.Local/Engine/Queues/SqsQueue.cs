namespace Messaging.Local;

/// <summary>One queue: who may have which of its messages, and until when. Its region's lock guards it.</summary>
internal sealed class SqsQueue
{
    private readonly Region _region;
    private readonly Repeats _repeats = new();
    private readonly Deduplication _sent = new();
    private readonly ReceiveAttempts _attempts = new();
    private readonly List<Message> _taken = [];
    private readonly bool _deduplicatesByGroup;

    public SqsQueue(Region region, string name, int number, QueueSettings settings, DateTime now)
    {
        _region = region;
        Name = name;
        Number = number;
        Settings = settings;
        CreatedAt = ModifiedAt = now;
        Arn = region.ArnOf(name);
        // SQS was seen to keep the scope that a queue was created with.
        _deduplicatesByGroup = settings.DeduplicationScope == QueueSettings.ScopeOfGroup;
        Messages = new MessageStore(region, this, settings.Fifo);
        Polls = new PollDesk(this, region);
    }

    public string Name { get; }

    public string Arn { get; }

    /// <summary>Gets what tells this queue from an earlier one with the same name.</summary>
    public int Number { get; }

    public QueueSettings Settings { get; private set; }

    public DateTime CreatedAt { get; }

    public DateTime ModifiedAt { get; private set; }

    public DateTime? PurgedAt { get; private set; }

    public Dictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public MessageStore Messages { get; }

    public PollDesk Polls { get; }

    private bool IsFifo => Settings.Fifo;

    public void Advance(DateTime now) => Messages.Advance(TimeSpan.FromSeconds(Settings.RetentionSeconds), now);

    /// <summary>
    /// Accepts a message that has passed the checks; one that was sent before is acknowledged, not kept.
    /// </summary>
    public SentMessage Send(SendRequest request, DateTime now)
    {
        var content = request.Content;
        var group = _deduplicatesByGroup ? content.GroupId : null;
        var key = IsFifo ? new DeduplicationKey(group, content.DeduplicationId ?? string.Empty) : default;
        if (IsFifo && _sent.TryFind(key, now, out var earlier))
        {
            _region.Record(now, this, earlier.Id, LedgerEvent.Deduplicated, 0);
            return earlier;
        }

        var message = _region.Spare.Take(_region.NextId(), _region.NextNumber(), content, now);
        var sent = new SentMessage(message.Id, IsFifo ? message.Number : null);
        if (IsFifo)
        {
            _sent.Remember(key, sent, now);
        }

        _region.Record(now, this, message.Id, LedgerEvent.Sent, 0);
        var delay = IsFifo || request.DelaySeconds is null ? Settings.DelaySeconds : request.DelaySeconds.Value;
        Messages.Add(message, delay, now);
        return sent;
    }

    /// <summary>Receives up to ten messages; dead letters on the way are moved and do not count.</summary>
    public IReadOnlyList<ReceivedMessage> Receive(ReceiveRequest request, bool waits, DateTime now)
    {
        Advance(now);
        var visibility = TimeSpan.FromSeconds(request.VisibilitySeconds ?? Settings.VisibilitySeconds);
        var attempt = IsFifo ? request.AttemptId : null;
        if (attempt is not null && _attempts.Repeat(attempt, visibility, this, now) is { Count: > 0 } again)
        {
            return again;
        }

        if (Messages.Count(MessageState.InFlight) >= SqsLimits.InFlight && !IsFifo && !waits)
        {
            throw SqsErrors.OverLimit("The maximum number of in flight messages is reached.");
        }

        return Take(request.MaxMessages, visibility, attempt, now);
    }

    /// <summary>
    /// Deletes by the newest handle of a message; an older one succeeds on a standard queue without effect.
    /// </summary>
    public void Delete(string handle, DateTime now)
    {
        Advance(now);
        var receive = Read(handle);
        if (Messages.FindReceived(receive.Message) is not { } message)
        {
            return;
        }

        var isCurrent = receive.Receive == message.Receives;
        if (IsFifo && !(isCurrent && message.State == MessageState.InFlight))
        {
            throw SqsErrors.InvalidParameter("ReceiptHandle", handle, "The receipt handle has expired.");
        }

        if (isCurrent)
        {
            Messages.Drop(message, LedgerEvent.Deleted, now);
            _region.Spare.Keep(message);
        }
    }

    public void ChangeVisibility(string handle, int seconds, DateTime now)
    {
        Advance(now);
        var receive = Read(handle);
        VisibilityRules.CheckRange(seconds);
        var message = Messages.FindReceived(receive.Message);
        var isHidden = message?.State == MessageState.InFlight;
        if (message is null || (IsFifo && !(isHidden && receive.Receive == message.Receives)))
        {
            throw SqsErrors.InvalidParameter(
                "ReceiptHandle", handle, "Message does not exist or is not available for visibility timeout change.");
        }

        if (isHidden)
        {
            VisibilityRules.CheckTotal(seconds, message.ReceivedAt, now);
            _region.Record(now, this, message.Id, LedgerEvent.VisibilityChanged, message.ReceiveCount);
            Messages.HideAgain(message, now + TimeSpan.FromSeconds(seconds), now);
        }
    }

    /// <summary>Undoes a receive that reached nobody, where nothing else has happened to its messages.</summary>
    public void TakeBack(IReadOnlyList<ReceivedMessage> received, DateTime now)
    {
        Advance(now);
        foreach (var handle in received.Select(each => Read(each.Handle)))
        {
            if (Messages.FindReceived(handle.Message) is { State: MessageState.InFlight } message
                && message.Receives == handle.Receive)
            {
                message.Receives--;
                _region.Record(now, this, message.Id, LedgerEvent.Undelivered, message.ReceiveCount);
                Messages.Show(message);
            }
        }
    }

    public void Purge(DateTime now)
    {
        if (PurgedAt is { } before && now - before < SqsLimits.Cooldown)
        {
            throw SqsErrors.PurgeQueueInProgress(Name);
        }

        PurgedAt = now;
        Clear(now);
    }

    /// <summary>Removes all messages and forgets what was sent.</summary>
    public void Clear(DateTime now)
    {
        Advance(now);
        while (Messages.Oldest is { } message)
        {
            Messages.Drop(message, LedgerEvent.Purged, now);
        }

        _sent.Clear();
        _attempts.Clear();
        _repeats.Clear();
    }

    public void Change(QueueSettings settings, DateTime now)
    {
        Advance(now);
        var delayChanged = settings.DelaySeconds != Settings.DelaySeconds;
        Settings = settings;
        ModifiedAt = now;
        if (IsFifo && delayChanged)
        {
            // A FIFO queue applies a new delay to what it already holds; a standard queue does not.
            Messages.Delay(TimeSpan.FromSeconds(settings.DelaySeconds), now);
        }

        Advance(now);
        _region.Wake(this);
    }

    public void AcceptDeadLetter(Message letter, string sourceArn, DateTime now)
    {
        // Of a FIFO letter the deduplication id becomes the message id, so that no two letters are taken for one.
        var content = IsFifo ? letter.Content with { DeduplicationId = letter.Id.ToString() } : letter.Content;
        var message = new Message(letter.Id, _region.NextNumber(), content, IsFifo ? now : letter.SentAt)
        {
            Origin = new DeadLetterOrigin(sourceArn, letter.ReceiveCount),
            FirstReceivedAt = letter.FirstReceivedAt,
        };
        Messages.Add(message, 0, now);
    }

    /// <summary>Accepts what a move task brings: a new message with the old content.</summary>
    public void AcceptMoved(Message moved, DateTime now)
    {
        var message = new Message(_region.NextId(), _region.NextNumber(), moved.Content, now);
        _region.Record(now, this, message.Id, LedgerEvent.Sent, 0);
        Messages.Add(message, 0, now);
    }

    public ReceivedMessage Describe(Message message) => new(
        message.Id,
        message.Content,
        new ReceiptHandle(Number, message.Number, message.Receives).Write(_region.HandleKey),
        message.SentAt,
        message.FirstReceivedAt,
        message.ReceiveCount,
        IsFifo ? message.Number : null,
        message.DeadLetterSourceArn);

    private ReceivedMessage[] Take(int most, TimeSpan visibility, string? attempt, DateTime now)
    {
        _taken.Clear();
        TakeRepeats(_taken, most);
        var repeats = _taken.Count;
        TakeVisible(_taken, most, visibility, now);
        var received = new ReceivedMessage[_taken.Count];
        for (var at = 0; at < received.Length; at++)
        {
            received[at] = Deliver(_taken[at], isRepeat: at < repeats, visibility, now);
        }

        if (attempt is not null && _taken.Count > 0)
        {
            _attempts.Remember(attempt, [.. _taken], now);
        }

        return received;
    }

    private void TakeRepeats(List<Message> taken, int most)
    {
        while (taken.Count < most && _repeats.Take() is { } message)
        {
            if (!IsSpent(message))
            {
                taken.Add(message);
            }
        }
    }

    private void TakeVisible(List<Message> taken, int most, TimeSpan visibility, DateTime now)
    {
        Messages.StartBatch();
        while (taken.Count < most
            && Messages.Count(MessageState.InFlight) < SqsLimits.InFlight
            && Messages.Next() is { } message)
        {
            if (IsSpent(message) && _region.FindByArn(Settings.Redrive!.TargetArn) is { } target)
            {
                Messages.Drop(message, LedgerEvent.DeadLettered, now);
                target.AcceptDeadLetter(message, Arn, now);
                continue;
            }

            Messages.Hide(message, MessageState.InFlight, now + visibility);
            taken.Add(message);
        }
    }

    private ReceivedMessage Deliver(Message message, bool isRepeat, TimeSpan visibility, DateTime now)
    {
        Messages.Deliver(message, visibility, now);
        if (!IsFifo && (_region.Unkindness.RepeatsDelivery() || (!isRepeat && _region.Parts.Faults.Repeats(Name))))
        {
            _repeats.Add(message);
        }

        return Describe(message);
    }

    private bool IsSpent(Message message) => Settings.Redrive is { } redrive && message.Receives >= redrive.MaxReceives;

    private ReceiptHandle Read(string handle) =>
        ReceiptHandle.TryRead(handle, _region.HandleKey, out var receive) && receive.Queue == Number
            ? receive
            : throw SqsErrors.ReceiptHandleIsInvalid(handle);
}
