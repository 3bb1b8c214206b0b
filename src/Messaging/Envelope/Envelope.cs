namespace Messaging;

/// <summary>The metadata that travels with a message, and where its data is.</summary>
internal sealed class Envelope
{
    public string? Id { get; set; }

    public string? Type { get; set; }

    public string? Source { get; set; }

    public DateTimeOffset? Time { get; set; }

    public string? CorrelationId { get; set; }

    public string? CausationId { get; set; }

    public string? TraceParent { get; set; }

    public string? TraceState { get; set; }

    public string? PartitionKey { get; set; }

    public Dictionary<string, string>? Headers { get; set; }

    /// <summary>Gets or sets the data, JSON in UTF-8; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Data { get; set; }
}
