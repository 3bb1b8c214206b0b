namespace Messaging;

/// <summary>The received messages of one FIFO group, in order. Only the first may run.</summary>
internal sealed class Lane(string group)
{
    public string Group { get; } = group;

    public LinkedList<Delivery> Messages { get; } = new();

    /// <summary>Gets or sets whether the first message runs, is being moved, or waits for its next try.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Gets or sets since when the first message has failed; null while it has not.</summary>
    public TimeSpan? BlockedSince { get; set; }

    /// <summary>Gets or sets whether the lane was given up: what is left of it is going back to the queue.</summary>
    public bool IsClosed { get; set; }
}
