namespace Messaging.Benchmarks;

/// <summary>How the engine is used while it is measured.</summary>
internal sealed record EngineShape
{
    /// <summary>Gets whether the broker records what happens.</summary>
    public bool Ledger { get; init; }

    /// <summary>Gets whether messages are sent, received and deleted by tens.</summary>
    public bool Batched { get; init; }

    /// <summary>Gets how many messages are in the queue all the time.</summary>
    public int Backlog { get; init; }

    /// <summary>Gets the number of FIFO groups; 0 stands for a standard queue.</summary>
    public int Groups { get; init; }

    /// <summary>Gets whether messages come to groups as if by chance, not in turns.</summary>
    public bool GroupsByChance { get; init; }

    public override string ToString() =>
        $"{(Groups == 0 ? "standard" : $"FIFO {Groups} groups{(GroupsByChance ? " by chance" : string.Empty)}")}{(Batched ? ", batches of 10" : string.Empty)}, " +
        $"{Backlog} queued, ledger {(Ledger ? "on" : "off")}";
}
