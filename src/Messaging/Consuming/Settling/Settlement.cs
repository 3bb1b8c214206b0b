namespace Messaging;

/// <summary>What shall become of a message after a delivery.</summary>
internal enum SettlementKind
{
    /// <summary>It is handled: it is deleted.</summary>
    Complete,

    /// <summary>It comes again later.</summary>
    Retry,

    /// <summary>Its copy goes to the dead-letter queue, then it is deleted.</summary>
    DeadLetter,

    /// <summary>It was not handled: what stands before it in its group shall come again first.</summary>
    NotHandled,
}

/// <summary>What a consume stage decided. Only settling changes the queue.</summary>
internal sealed record Settlement(SettlementKind Kind, TimeSpan? Delay, string? Reason, Exception? Exception)
{
    public static Settlement Complete { get; } = new(SettlementKind.Complete, null, null, null);

    public static Settlement NotHandled { get; } = new(SettlementKind.NotHandled, null, null, null);

    /// <summary>Comes again after a delay; without one, after a delay that grows with the receive count.</summary>
    public static Settlement Retry(TimeSpan? delay, Exception? exception = null) =>
        new(SettlementKind.Retry, delay, null, exception);

    public static Settlement DeadLetter(string reason, Exception? exception = null) =>
        new(SettlementKind.DeadLetter, null, reason, exception);
}
