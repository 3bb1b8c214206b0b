namespace Messaging.Local;

/// <summary>A few deleted messages, to be used again.</summary>
/// <remarks>
/// A message that waits in a long backlog has become old by the time that it is deleted. Used again, it spares the
/// collector from letting another one grow as old, and from looking through all of them so often.
/// </remarks>
internal sealed class SpareMessages
{
    private const int Most = 64;

    private readonly Message[] _spare = new Message[Most];
    private int _count;

    public Message Take(Guid id, long number, MessageContent content, DateTime sentAt)
    {
        if (_count == 0)
        {
            return new Message(id, number, content, sentAt);
        }

        var message = _spare[--_count];
        message.BeginAgain(id, number, content, sentAt);
        return message;
    }

    /// <summary>Keeps a message that nothing refers to but by its number; that of a dead letter goes elsewhere.</summary>
    public void Keep(Message message)
    {
        if (_count < Most && message.Origin is null)
        {
            _spare[_count++] = message;
        }
    }
}
