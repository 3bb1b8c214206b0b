using System.Collections.ObjectModel;

namespace Messaging;

/// <summary>A message as it is handed to a destination.</summary>
internal sealed class OutgoingMessage
{
    public required string MessageId { get; init; }

    public required string MessageName { get; init; }

    public required string Body { get; init; }

    /// <summary>Gets the size of the body in UTF-8 and of its attributes, as the service counts it.</summary>
    public int Size { get; set; }

    public IReadOnlyDictionary<string, string> Attributes { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Gets the data types of those attributes that are not strings.</summary>
    public IReadOnlyDictionary<string, string> DataTypes { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    public string? Subject { get; init; }

    /// <summary>Gets the source that the route or the application has.</summary>
    public string? Source { get; init; }

    public IReadOnlyList<string> Resources { get; init; } = [];

    public DateTimeOffset? Time { get; init; }

    public string? TraceParent { get; init; }

    public string? GroupId { get; init; }

    public string? DeduplicationId { get; init; }

    public TimeSpan? Delay { get; init; }
}
