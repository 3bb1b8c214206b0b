namespace Messaging;

/// <summary>The member and attribute names of the wire contract. They are kept for ever.</summary>
/// <remarks>CloudEvents 1.0, JSON format: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md</remarks>
internal static class EnvelopeNames
{
    public const string Type = "type";
    public const string Id = "id";
    public const string Source = "source";
    public const string Time = "time";
    public const string CorrelationId = "correlationid";
    public const string CausationId = "causationid";
    public const string TraceParent = "traceparent";
    public const string TraceState = "tracestate";
    public const string PartitionKey = "partitionkey";
    public const string SpecVersion = "specversion";
    public const string DataContentType = "datacontenttype";
    public const string Data = "data";
    public const string Headers = "headers";

    /// <summary>Gets all names, in the order in which they are written.</summary>
    public static string[] All { get; } =
    [
        SpecVersion, Id, Source, Type, Time, CorrelationId, CausationId, TraceParent, TraceState, PartitionKey, Headers,
        DataContentType, Data,
    ];

    /// <summary>Gets the attribute names that the envelope's own metadata uses and headers may not.</summary>
    public static IReadOnlySet<string> Reserved { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        Type, Id, Source, Time, CorrelationId, CausationId, TraceParent, TraceState, PartitionKey, SpecVersion,
    };
}
