namespace Messaging.Lambda;

/// <summary>One invocation as the Runtime API hands it over.</summary>
internal sealed record RuntimeInvocation(string RequestId, ReadOnlyMemory<byte> Event)
{
    public DateTimeOffset? Deadline { get; init; }

    public string? TraceId { get; init; }

    public string? FunctionArn { get; init; }
}
