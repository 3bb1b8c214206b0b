namespace Messaging.Local;

/// <summary>
/// The messages of one queue by every order that matters: next to receive, next to appear, oldest, received.
/// </summary>
internal sealed class MessageStore
{
    private readonly Region _region;
    private readonly SqsQueue _queue;
    private readonly Shelf _shelf;
    private readonly IndexedHeap<Message, Message.DueSlots> _hidden = new();
    private readonly MessageAges _ages = new();
    private readonly Dictionary<long, Message> _received = [];
    private readonly int[] _counts = new int[(int)MessageState.Gone + 1];

    public MessageStore(Region region, SqsQueue queue, bool fifo)
    {
        _region = region;
        _queue = queue;
        _shelf = fifo ? new FifoShelf() : new StandardShelf(
            region.Unkindness, () => Count(MessageState.InFlight), () => region.Parts.Faults.PassesOver(queue.Name));
    }

    /// <summary>Gets when the next hidden message becomes visible, or null.</summary>
    public DateTime? NextDue => _hidden.First?.DueAt;

    public Message? Oldest => _ages.Oldest;

    /// <summary>Gets the message that has been visible for longest, as far as its group lets it be received.</summary>
    public Message? FirstVisible => _shelf.First;

    /// <summary>Lists the messages, oldest first; a look for people, not for consumers.</summary>
    public IEnumerable<Message> All => _ages.All();

    public int Count(MessageState state) => _counts[(int)state];

    /// <summary>Finds a message that has been received and is still here.</summary>
    public Message? FindReceived(long number) => _received.GetValueOrDefault(number);

    /// <summary>Lets what is due happen: visibility and delays end, messages expire.</summary>
    public void Advance(TimeSpan retention, DateTime now)
    {
        while (_hidden.First is { } due && due.DueAt <= now)
        {
            Show(due);
        }

        while (_ages.Oldest is { } oldest && oldest.SentAt + retention <= now)
        {
            Drop(oldest, LedgerEvent.Expired, now);
        }
    }

    /// <summary>Puts a message in, visible at once or after a delay.</summary>
    public void Add(Message message, int delaySeconds, DateTime now)
    {
        _ages.Add(message);
        if (delaySeconds == 0)
        {
            Show(message);
        }
        else
        {
            Hide(message, MessageState.Delayed, now + TimeSpan.FromSeconds(delaySeconds));
        }
    }

    public void StartBatch() => _shelf.StartBatch();

    /// <summary>Proposes the next message to receive; the caller hides or drops it before it asks again.</summary>
    public Message? Next() => _shelf.Next();

    /// <summary>Counts a receive and hides the message until its visibility timeout ends.</summary>
    public void Deliver(Message message, TimeSpan visibility, DateTime now)
    {
        if (message.Receives++ == 0)
        {
            _received[message.Number] = message;
        }

        message.ReceivedAt = now;
        message.FirstReceivedAt = message.FirstReceivedAt == default ? now : message.FirstReceivedAt;
        Hide(message, MessageState.InFlight, now + visibility);
        _region.Record(now, _queue, message.Id, LedgerEvent.Received, message.ReceiveCount);
    }

    public void Show(Message message)
    {
        _hidden.Remove(message);
        message.IsVisibleSince(_region.NextNumber());
        Become(message, MessageState.Visible);
    }

    /// <summary>Hides a message until then, or moves the end of its hiding.</summary>
    public void Hide(Message message, MessageState state, DateTime until)
    {
        message.IsHiddenUntil(until);
        _hidden.Set(message, until.Ticks, message.Number);
        Become(message, state);
    }

    /// <summary>Delays what was never received, by the time since it was sent.</summary>
    public void Delay(TimeSpan delay, DateTime now)
    {
        foreach (var message in All.Where(message => message.Receives == 0).ToList())
        {
            if (message.SentAt + delay > now)
            {
                Hide(message, MessageState.Delayed, message.SentAt + delay);
            }
            else if (message.State == MessageState.Delayed)
            {
                Show(message);
            }
        }
    }

    /// <summary>Ends the hiding of a message in flight at another time, at once too.</summary>
    public void HideAgain(Message message, DateTime until, DateTime now)
    {
        if (until <= now)
        {
            Show(message);
        }
        else
        {
            Hide(message, MessageState.InFlight, until);
        }
    }

    /// <summary>Takes a message out, wherever it is.</summary>
    public void Drop(Message message, LedgerEvent reason, DateTime now)
    {
        _region.Record(now, _queue, message.Id, reason, message.ReceiveCount);
        _ages.Remove(message);
        _hidden.Remove(message);
        _received.Remove(message.Number);
        Become(message, MessageState.Gone);
    }

    private void Become(Message message, MessageState state)
    {
        var before = message.State;
        _region.Wake(_queue);
        if (before == state)
        {
            return;
        }

        message.State = state;
        _counts[(int)before]--;
        _counts[(int)state]++;
        _shelf.Changed(message, before);
    }
}
