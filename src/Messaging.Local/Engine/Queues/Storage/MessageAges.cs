namespace Messaging.Local;

/// <summary>
/// Knows the oldest message of a queue: by a list as they come, by a heap for what comes with an older time.
/// </summary>
internal sealed class MessageAges
{
    private readonly IndexedHeap<Message, Message.AgeSlots> _late = new();
    private Message? _oldest;
    private Message? _newest;

    public Message? Oldest
    {
        get
        {
            var late = _late.First;
            return late is null || (_oldest is not null && _oldest.SentAt <= late.SentAt) ? _oldest : late;
        }
    }

    /// <summary>Lists all messages, those that came late at the end.</summary>
    public IEnumerable<Message> All()
    {
        for (var message = _oldest; message is not null; message = message.Newer)
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
        if (_newest is not null && message.SentAt < _newest.SentAt)
        {
            _late.Set(message, message.SentAt.Ticks, message.Number);
            return;
        }

        message.Older = _newest;
        if (_newest is null)
        {
            _oldest = message;
        }
        else
        {
            _newest.Newer = message;
        }

        _newest = message;
    }

    public void Remove(Message message)
    {
        if (IndexedHeap<Message, Message.AgeSlots>.Holds(message))
        {
            _late.Remove(message);
            return;
        }

        if (message.Older is null)
        {
            _oldest = message.Newer;
        }
        else
        {
            message.Older.Newer = message.Newer;
        }

        if (message.Newer is null)
        {
            _newest = message.Older;
        }
        else
        {
            message.Newer.Older = message.Older;
        }

        message.Older = message.Newer = null;
    }
}
