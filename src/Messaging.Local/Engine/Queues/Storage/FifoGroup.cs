namespace Messaging.Local;

/// <summary>The messages of one FIFO group in the order of arrival, whatever their state.</summary>
internal sealed class FifoGroup : LinkedItems<Message, Message.ShelfLinks>
{
    /// <summary>The place of a group whose first message cannot be received.</summary>
    public const long NotReady = -1;

    private FifoGroup? _readyBefore;
    private FifoGroup? _readyAfter;

    /// <summary>Gets or sets since when the first message has been visible, as a place in the order of such moments.</summary>
    public long ReadySince { get; set; } = NotReady;

    /// <summary>Gets or sets whether others that became ready later were noted as ready before.</summary>
    public bool IsLate { get; set; }

    /// <summary>Links the groups that became ready in order.</summary>
    internal readonly struct ReadyLinks : ILinks<FifoGroup>
    {
        public static ref FifoGroup? Previous(FifoGroup item) => ref item._readyBefore;

        public static ref FifoGroup? Next(FifoGroup item) => ref item._readyAfter;
    }
}
