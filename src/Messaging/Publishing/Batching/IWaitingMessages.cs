namespace Messaging;

/// <summary>The messages that could leave now, in order.</summary>
internal interface IWaitingMessages
{
    /// <summary>Gets how many messages the next requests could hold, all together.</summary>
    int Count { get; }

    int Bytes { get; }

    TimeSpan OldestQueuedAt { get; }

    /// <summary>Gets every message that waits, those behind a message of their group included.</summary>
    IEnumerable<PublishEntry> All { get; }

    void Add(PublishEntry entry);

    /// <summary>Puts a message back that was taken and rejected.</summary>
    void PutBack(PublishEntry entry);

    /// <summary>Takes a batch; cancelled messages are dropped on the way.</summary>
    PublishEntry[] Take(int maxEntries, int maxBytes);

    /// <summary>Says that a taken message will not be put back.</summary>
    void Release(PublishEntry entry);
}
