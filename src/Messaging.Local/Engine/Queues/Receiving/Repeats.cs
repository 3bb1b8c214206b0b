namespace Messaging.Local;

/// <summary>
/// The deliveries of a standard queue that are to happen twice, as long as the first is still in flight.
/// </summary>
internal sealed class Repeats
{
    private readonly Queue<(Message Message, long Number, int Receives)> _waiting = new();

    public void Add(Message message) => _waiting.Enqueue((message, message.Number, message.Receives));

    /// <summary>Takes the next message that nothing has happened to since its delivery, or null.</summary>
    public Message? Take()
    {
        while (_waiting.TryDequeue(out var repeat))
        {
            var (message, number, receives) = repeat;
            if (message.Number == number && message.State == MessageState.InFlight && message.Receives == receives)
            {
                return message;
            }
        }

        return null;
    }

    public void Clear() => _waiting.Clear();
}
