namespace Messaging.Local;

/// <summary>The messages of one FIFO group in the order of arrival, whatever their state.</summary>
internal sealed class FifoGroup(string id)
{
    public string Id { get; } = id;

    public MessageList Messages { get; } = new();

    private int ReadySlot { get; set; } = -1;

    /// <summary>Tells where the heap of ready groups keeps a group.</summary>
    internal readonly struct ReadySlots : IHeapSlots<FifoGroup>
    {
        public static int Get(FifoGroup item) => item.ReadySlot;

        public static void Set(FifoGroup item, int slot) => item.ReadySlot = slot;
    }
}
