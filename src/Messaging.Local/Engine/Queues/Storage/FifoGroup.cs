namespace Messaging.Local;

/// <summary>The messages of one FIFO group in the order of arrival, whatever their state.</summary>
internal sealed class FifoGroup(string id)
{
    /// <summary>The place of a group whose first message cannot be received.</summary>
    public const long NotReady = -1;

    private FifoGroup? _readyBefore;
    private FifoGroup? _readyAfter;

    public string Id { get; } = id;

    public LinkedItems<Message, Message.ShelfLinks> Messages { get; } = new();

    /// <summary>Gets or sets since when the first message has been visible, as a place in the order of such moments.</summary>
    public long ReadySince { get; set; } = NotReady;

    private int LateSlot { get; set; } = -1;

    /// <summary>Links the groups that became ready in order.</summary>
    internal readonly struct ReadyLinks : ILinks<FifoGroup>
    {
        public static ref FifoGroup? Previous(FifoGroup item) => ref item._readyBefore;

        public static ref FifoGroup? Next(FifoGroup item) => ref item._readyAfter;
    }

    /// <summary>Tells where the heap of late groups keeps a group.</summary>
    internal readonly struct LateSlots : IHeapSlots<FifoGroup>
    {
        public static int Get(FifoGroup item) => item.LateSlot;

        public static void Set(FifoGroup item, int slot) => item.LateSlot = slot;
    }
}
