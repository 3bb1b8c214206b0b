namespace Messaging.Local;

/// <summary>One message in one queue: what was sent, and how far its delivery has come.</summary>
internal sealed class Message(Guid id, long number, MessageContent content, DateTime sentAt)
{
    // The content in its parts: one object less for each of a million messages that wait.
    private string _body = content.Body;
    private MessageExtras? _extras = content.Beside;

    // When it becomes visible, or since when it is: only one of them is ever asked for.
    private long _moment;

    private Message? _previous;
    private Message? _next;
    private Message? _older;
    private Message? _newer;

    public Guid Id { get; private set; } = id;

    /// <summary>Gets the place of the message in the order of arrival, unique in its region.</summary>
    public long Number { get; private set; } = number;

    public MessageContent Content => new(_body, _extras);

    public string? GroupId => _extras?.GroupId;

    public DateTime SentAt { get; private set; } = sentAt;

    /// <summary>Gets where this message was a dead letter, or null.</summary>
    public DeadLetterOrigin? Origin { get; init; }

    /// <summary>Gets the queue that this message was a dead letter of, or null.</summary>
    public string? DeadLetterSourceArn => Origin?.SourceArn;

    public MessageState State { get; set; }

    public DateTime FirstReceivedAt { get; set; }

    public DateTime ReceivedAt { get; set; }

    /// <summary>Gets when a hidden message becomes visible; of a visible one it means nothing.</summary>
    public DateTime DueAt => new(_moment, DateTimeKind.Utc);

    /// <summary>Gets or sets how often this queue delivered the message.</summary>
    public int Receives { get; set; }

    /// <summary>Gets the count that consumers see.</summary>
    public int ReceiveCount => (Origin?.Receives ?? 0) + Receives;

    /// <summary>
    /// Gets the moment of becoming visible, as a place in the order of all such moments; of a hidden one it means nothing.
    /// </summary>
    public long VisibleSince => _moment;

    /// <summary>Gets or sets the FIFO group that holds the message.</summary>
    public FifoGroup? Group { get; set; }

    /// <summary>Gets the message behind this one on its shelf.</summary>
    public Message? Next => _next;

    /// <summary>Gets the message that came after this one.</summary>
    public Message? Newer => _newer;

    public int DueSlot { get; set; } = -1;

    public int AgeSlot { get; set; } = -1;

    /// <summary>Makes a deleted message a new one.</summary>
    public void BeginAgain(Guid id, long number, MessageContent content, DateTime sentAt)
    {
        (Id, Number, SentAt) = (id, number, sentAt);
        (_body, _extras) = (content.Body, content.Beside);
        (State, Receives, Group) = (MessageState.None, 0, null);
        FirstReceivedAt = ReceivedAt = default;
    }

    public void IsHiddenUntil(DateTime due) => _moment = due.Ticks;

    public void IsVisibleSince(long place) => _moment = place;

    /// <summary>Links the messages of one shelf: those of a group, or those that are visible.</summary>
    internal readonly struct ShelfLinks : ILinks<Message>
    {
        public static ref Message? Previous(Message item) => ref item._previous;

        public static ref Message? Next(Message item) => ref item._next;
    }

    /// <summary>Links the messages of a queue by their age.</summary>
    internal readonly struct AgeLinks : ILinks<Message>
    {
        public static ref Message? Previous(Message item) => ref item._older;

        public static ref Message? Next(Message item) => ref item._newer;
    }

    /// <summary>Tells where the heap of hidden messages keeps a message.</summary>
    internal readonly struct DueSlots : IHeapSlots<Message>
    {
        public static int Get(Message item) => item.DueSlot;

        public static void Set(Message item, int slot) => item.DueSlot = slot;
    }

    /// <summary>Tells where the heap of late arrivals keeps a message.</summary>
    internal readonly struct AgeSlots : IHeapSlots<Message>
    {
        public static int Get(Message item) => item.AgeSlot;

        public static void Set(Message item, int slot) => item.AgeSlot = slot;
    }
}
