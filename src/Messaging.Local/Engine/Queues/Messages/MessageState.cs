namespace Messaging.Local;

/// <summary>Where a message of a queue is.</summary>
internal enum MessageState : byte
{
    None,
    Visible,
    InFlight,
    Delayed,
    Gone,
}
