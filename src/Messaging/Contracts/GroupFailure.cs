namespace Messaging;

/// <summary>Says what a consumer of a FIFO queue does with a group whose first message fails.</summary>
public enum GroupFailure
{
    /// <summary>
    /// Keeps the group and tries the message again here, later each time, while those behind it wait. Their receive counts
    /// stay as they are. After 15 minutes, or when failed groups fill half of the buffer, the group goes back to the queue.
    /// </summary>
    Hold,

    /// <summary>
    /// Gives the group back to the queue: any consumer may try it next. Each time the receive counts of the messages behind
    /// the failed one grow too.
    /// </summary>
    Release,

    /// <summary>
    /// Moves the message to the dead-letter queue at its first failure and goes on with the group. For groups in which
    /// waiting is worse than a gap. A message whose delay was asked for is held.
    /// </summary>
    DeadLetter,
}
