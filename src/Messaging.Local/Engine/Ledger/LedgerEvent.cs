namespace Messaging.Local;

/// <summary>Names what happened to a message.</summary>
public enum LedgerEvent
{
    /// <summary>Says that the queue accepted the message.</summary>
    Sent,

    /// <summary>Says that a FIFO queue recognised a copy of the message and did not keep it.</summary>
    Deduplicated,

    /// <summary>Says that a consumer received the message.</summary>
    Received,

    /// <summary>Says that a consumer deleted the message.</summary>
    Deleted,

    /// <summary>Says that a consumer changed how long the message stays hidden.</summary>
    VisibilityChanged,

    /// <summary>Says that the message left this queue for the dead-letter queue.</summary>
    DeadLettered,

    /// <summary>Says that the message was older than the queue keeps messages.</summary>
    Expired,

    /// <summary>Says that the queue was purged or deleted with the message in it.</summary>
    Purged,

    /// <summary>Says that a move task took the message out of this queue.</summary>
    Moved,

    /// <summary>
    /// Says that a receive was undone: its caller cancelled it as it was answered, so it reached nobody.
    /// </summary>
    Undelivered,
}
