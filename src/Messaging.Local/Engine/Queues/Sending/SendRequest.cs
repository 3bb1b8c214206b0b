namespace Messaging.Local;

/// <summary>What a sender asks for.</summary>
internal sealed record SendRequest(MessageContent Content)
{
    public int? DelaySeconds { get; init; }

    /// <summary>Gets whether the trace header came as a system attribute, which has a digest of its own.</summary>
    public bool HasTraceAttribute { get; init; }
}
