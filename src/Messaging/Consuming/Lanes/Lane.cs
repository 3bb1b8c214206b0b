namespace Messaging;

/// <summary>Whether a lane stands in a queue of lanes that may start their first message.</summary>
internal enum LaneTurn
{
    None,
    Ready,

    /// <summary>After all that are ready: its first message has failed while everything failed.</summary>
    Parked,
}

/// <summary>The received messages of one FIFO group, in order. Only the first may run, or the first few as one batch.</summary>
internal sealed class Lane(string group)
{
    public string Group { get; } = group;

    public LinkedList<Delivery> Messages { get; } = new();

    /// <summary>Gets or sets whether the first message runs, is being moved, or waits for its next try.</summary>
    public bool IsBusy { get; set; }

    public LaneTurn Turn { get; set; }

    /// <summary>Gets or sets since when the first message has failed; null while it has not.</summary>
    public TimeSpan? BlockedSince { get; set; }

    /// <summary>Gets or sets when the first message is tried again; null while no pause of it lasts.</summary>
    public TimeSpan? WakeAt { get; set; }

    /// <summary>Gets or sets whether the lane was given up: what is left of it is going back to the queue.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Adds a message: a waiting one at the end, a running one before all that wait.</summary>
    public void Add(Delivery delivery)
    {
        var waiting = delivery.State == DeliveryState.Waiting ? null : Messages.FirstOrDefault(other => other.State == DeliveryState.Waiting);
        if (waiting is null)
        {
            Messages.AddLast(delivery);
        }
        else
        {
            Messages.AddBefore(Messages.Find(waiting)!, delivery);
        }
    }

    /// <summary>Returns what may start in one batch with the first message; none where that has failed before.</summary>
    public IEnumerable<Delivery> Following(TimeSpan now) => BlockedSince is null
        ? Messages.Skip(1).TakeWhile(next => next.State == DeliveryState.Waiting && next.HiddenUntil > now)
        : [];

    /// <summary>Takes out what waits behind the last message with a last attempt, in order.</summary>
    public List<Delivery> TakeTail(Func<Delivery, bool> isLastAttempt)
    {
        var tail = new List<Delivery>();
        while (Messages.Last is { Value: { State: DeliveryState.Waiting } last } && !isLastAttempt(last))
        {
            Messages.RemoveLast();
            tail.Insert(0, last);
        }

        return tail;
    }
}
