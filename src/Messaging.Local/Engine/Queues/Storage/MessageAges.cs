namespace Messaging.Local;

/// <summary>
/// Knows the oldest message of a queue: by a list as they come, by a heap for what comes with an older time.
/// </summary>
internal sealed class MessageAges
{
    private readonly LinkedItems<Message, Message.AgeLinks> _inOrder = new();
    private readonly IndexedHeap<Message, Message.AgeSlots> _late = new();

    public Message? Oldest
    {
        get
        {
            var (first, late) = (_inOrder.First, _late.First);
            return late is null || (first is not null && first.SentAt <= late.SentAt) ? first : late;
        }
    }

    /// <summary>Lists all messages, those that came late at the end.</summary>
    public IEnumerable<Message> All()
    {
        for (var message = _inOrder.First; message is not null; message = message.Newer)
        {
            yield return message;
        }

        foreach (var late in _late.Items)
        {
            yield return late;
        }
    }

    public void Add(Message message)
    {
        if (_inOrder.Last is { } newest && message.SentAt < newest.SentAt)
        {
            _late.Set(message, message.SentAt.Ticks, message.Number);
            return;
        }

        _inOrder.Append(message);
    }

    public void Remove(Message message)
    {
        if (IndexedHeap<Message, Message.AgeSlots>.Holds(message))
        {
            _late.Remove(message);
            return;
        }

        _inOrder.Remove(message);
    }
}
