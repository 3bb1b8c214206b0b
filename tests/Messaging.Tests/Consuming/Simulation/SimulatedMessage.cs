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

    public bool IsGone => IsDeleted || IsRedriven;

    /// <summary>Gets whether nothing of the message would be lost if it were gone now.</summary>
    public bool IsSafe => TimesHandled > 0 || IsCopied || IsRedriven;
}
