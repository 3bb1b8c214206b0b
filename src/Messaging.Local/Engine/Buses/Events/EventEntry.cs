namespace Messaging.Local;

/// <summary>One entry of PutEvents, as it was given.</summary>
internal sealed record EventEntry
{
    public DateTime? Time { get; init; }

    public string? Source { get; init; }

    public string? DetailType { get; init; }

    public string? Detail { get; init; }

    public string? BusName { get; init; }

    public string? TraceHeader { get; init; }

    public IReadOnlyList<string>? Resources { get; init; }
}
