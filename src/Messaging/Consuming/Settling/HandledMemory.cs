namespace Messaging;

/// <summary>Remembers handled messages, so that they are deleted and not handled when they come again.</summary>
/// <remarks>Best effort: bounded by count and by age, and gone with the process.</remarks>
internal sealed class HandledMemory(int capacity = 10_000)
{
    private static readonly TimeSpan LongestAge = TimeSpan.FromHours(12);

    private readonly Dictionary<string, TimeSpan> _handled = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, TimeSpan At)> _order = new();

    public void Remember(string messageId, TimeSpan now)
    {
        _handled[messageId] = now;
        _order.Enqueue((messageId, now));
        while (_order.TryPeek(out var oldest) && (_order.Count > capacity || now - oldest.At > LongestAge))
        {
            _order.Dequeue();
            if (_handled.TryGetValue(oldest.Id, out var at) && at == oldest.At)
            {
                _handled.Remove(oldest.Id);
            }
        }
    }

    public bool Knows(string messageId) => _handled.ContainsKey(messageId);
}
