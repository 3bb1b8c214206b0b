namespace Messaging;

/// <summary>Where a received message is on its way through the consumer.</summary>
internal enum DeliveryState
{
    /// <summary>It waits for a free slot, or for its turn in its group.</summary>
    Waiting,

    /// <summary>Its handler runs.</summary>
    Running,

    /// <summary>Its copy is on the way to the dead-letter queue.</summary>
    Moving,

    /// <summary>It is given back after the messages that follow it in its group.</summary>
    HeldBack,

    /// <summary>It is to be deleted.</summary>
    Deleting,

    /// <summary>It is given back to the queue.</summary>
    Returning,

    /// <summary>It is no longer this consumer's.</summary>
    Ended,
}

/// <summary>One received message with all that the state machines know about it.</summary>
internal sealed class Delivery(ReceivedMessage message, TimeSpan receivedAt)
{
    /// <summary>Gets the newest receive of the message: its receipt handle is the one that counts.</summary>
    public ReceivedMessage Message { get; private set; } = message;

    public TimeSpan ReceivedAt { get; private set; } = receivedAt;

    public TimeSpan HiddenUntil { get; set; }

    public DeliveryState State { get; set; }

    /// <summary>Gets or sets how often the message was handled here again without a new receive.</summary>
    public int LocalTries { get; set; }

    public int DeliveryCount => Message.ReceiveCount + LocalTries;

    /// <summary>Gets or sets whether the message may be with another consumer by now.</summary>
    public bool IsLost { get; set; }

    /// <summary>Gets or sets whether a request that changes the visibility is under way. There is never a second one.</summary>
    public bool IsChanging { get; set; }

    /// <summary>Gets or sets when the hold wants to look at the message next.</summary>
    public TimeSpan? HoldWakeAt { get; set; }

    /// <summary>Gets or sets how many times its settlement was refused.</summary>
    public int SettleTries { get; set; }

    public Lane? Lane { get; set; }

    /// <summary>Gets or sets whether it waits for better times: it failed while everything failed.</summary>
    public bool IsParked { get; set; }

    public bool WasParked { get; set; }

    /// <summary>Gets or sets what the shell keeps with a running message.</summary>
    public object? Shell { get; set; }

    /// <summary>Takes a newer receive of the same message in place of the one at hand.</summary>
    public void Adopt(ReceivedMessage newer, TimeSpan receivedAt)
    {
        Message = newer;
        ReceivedAt = receivedAt;
        IsLost = false;
    }
}
