namespace Messaging.Local;

/// <summary>Where a message of a queue is.</summary>
internal enum MessageState
{
    None,
    Visible,
    InFlight,
    Delayed,
    Gone,
}
