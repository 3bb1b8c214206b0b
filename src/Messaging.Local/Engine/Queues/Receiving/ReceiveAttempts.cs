namespace Messaging.Local;

/// <summary>
/// Answers a FIFO receive that is tried again with the messages of the first try, as long as none has moved on.
/// </summary>
internal sealed class ReceiveAttempts
{
    private readonly Dictionary<string, Attempt> _attempts = new(StringComparer.Ordinal);
    private readonly Queue<(DateTime Until, string Id)> _order = new();

    public List<ReceivedMessage> Repeat(string id, TimeSpan visibility, SqsQueue queue, DateTime now)
    {
        while (_order.TryPeek(out var oldest) && oldest.Until <= now)
        {
            _order.Dequeue();
            _attempts.Remove(oldest.Id);
        }

        if (!_attempts.TryGetValue(id, out var attempt) || !attempt.Stands())
        {
            return [];
        }

        foreach (var message in attempt.Messages)
        {
            queue.Messages.Hide(message, MessageState.InFlight, now + visibility);
        }

        attempt.DueAt = now + visibility;
        return [.. attempt.Messages.Select(queue.Describe)];
    }

    public void Remember(string id, List<Message> messages, DateTime now)
    {
        _attempts[id] = new Attempt(messages, [.. messages.Select(message => (message.Number, message.Receives))], messages[0].DueAt);
        _order.Enqueue((now + SqsLimits.ReceiveAttemptWindow, id));
    }

    public void Clear()
    {
        _attempts.Clear();
        _order.Clear();
    }

    private sealed class Attempt(List<Message> messages, (long Number, int Receives)[] then, DateTime dueAt)
    {
        public List<Message> Messages => messages;

        public DateTime DueAt { get; set; } = dueAt;

        /// <summary>Tells whether no message was deleted, received again or given another visibility.</summary>
        public bool Stands()
        {
            for (var at = 0; at < messages.Count; at++)
            {
                var message = messages[at];
                if (message.State != MessageState.InFlight
                    || (message.Number, message.Receives) != then[at] || message.DueAt != DueAt)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
