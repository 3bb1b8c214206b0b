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

    public string? GroupId { get; init; }

    public string? DeduplicationId { get; init; }

    public TimeSpan? Delay { get; init; }
}
