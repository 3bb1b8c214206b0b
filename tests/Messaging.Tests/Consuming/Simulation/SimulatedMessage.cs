namespace Messaging.Tests.Consuming.Simulation;

/// <summary>A message in the simulated queue, and what has happened to it.</summary>
internal sealed class SimulatedMessage(int number, string? group)
{
    public int Number { get; } = number;

    public string Id { get; } = $"m{number}";

    public string? Group { get; } = group;

    public TimeSpan SentAt { get; init; }

    public TimeSpan VisibleAt { get; set; }

    public int ReceiveCount { get; set; }

    public int Receipt { get; set; }

    public bool IsDeleted { get; set; }

    /// <summary>Gets or sets whether SQS itself moved the message because it was received too often.</summary>
    public bool IsRedriven { get; set; }

    /// <summary>Gets or sets whether the consumer copied the message to the dead-letter queue.</summary>
    public bool IsCopied { get; set; }

    public int TimesStarted { get; set; }

    public int TimesHandled { get; set; }

    /// <summary>Gets or sets when it was handled first.</summary>
    public TimeSpan? HandledAt { get; set; }

    /// <summary>Gets or sets the receive that nobody knows of any more: its answer was lost, or its hold seemed to be.</summary>
    public int? LostReceipt { get; set; }

    /// <summary>Gets whether it has not come to any handler, and could not, though no answer with it was lost.</summary>
    public bool IsStranded(TimeSpan now) => !IsGone && TimesStarted == 0 && VisibleAt > now && LostReceipt != Receipt;

    public bool IsGone => IsDeleted || IsRedriven;

    /// <summary>Gets whether nothing of the message would be lost if it were gone now.</summary>
    public bool IsSafe => TimesHandled > 0 || IsCopied || IsRedriven;
}
