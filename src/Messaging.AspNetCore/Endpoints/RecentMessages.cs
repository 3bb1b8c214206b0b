namespace Messaging.AspNetCore;

/// <summary>Knows the messages that are being handled, and those that were within a window.</summary>
/// <remarks>Best effort: bounded by count and by age, and gone with the process.</remarks>
internal sealed class RecentMessages(TimeSpan window, int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, RecentMessage> _messages = new(StringComparer.Ordinal);
    private readonly Queue<(RecentMessage Message, TimeSpan At)> _ended = new();

    /// <summary>Gets how many ids are known.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _messages.Count;
            }
        }
    }

    /// <summary>Finds or adds a message, and says whether the caller is to handle it.</summary>
    public (RecentMessage Message, bool IsMine) Claim(string id, TimeSpan now)
    {
        lock (_lock)
        {
            ForgetOld(now);
            if (!_messages.TryGetValue(id, out var message))
            {
                _messages.Add(id, message = new RecentMessage(id));
            }

            return (message, message.TryBegin());
        }
    }

    /// <summary>Notes how the handling of a message ended. What failed is to be handled when it comes again.</summary>
    public void End(RecentMessage message, EndpointAnswer answer, TimeSpan now)
    {
        lock (_lock)
        {
            message.End(answer, now);
            _ended.Enqueue((message, now));
            ForgetOld(now);
        }
    }

    private void ForgetOld(TimeSpan now)
    {
        while (_ended.TryPeek(out var oldest) && (_ended.Count > capacity || now - oldest.At >= window))
        {
            _ended.Dequeue();
            if (oldest.Message.EndedAt == oldest.At)
            {
                _messages.Remove(oldest.Message.Id);
            }
        }
    }
}
