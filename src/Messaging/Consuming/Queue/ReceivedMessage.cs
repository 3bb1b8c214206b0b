using System.Collections.ObjectModel;

namespace Messaging;

/// <summary>A message as a queue delivered it.</summary>
internal sealed class ReceivedMessage
{
    /// <summary>Gets the id that the service gave the message; the same at every receive.</summary>
    public required string Id { get; init; }

    /// <summary>Gets what this receive is acknowledged with.</summary>
    public required string ReceiptHandle { get; init; }

    public required string Body { get; init; }

    /// <summary>Gets the string attributes of the message, which carry its name and its headers.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    public int ReceiveCount { get; init; } = 1;

    public string? GroupId { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Gets the W3C trace parent that the service delivered beside the message.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Gets what the transport needs to copy the message to a dead-letter queue unchanged.</summary>
    public object? TransportMessage { get; init; }
}
