namespace Messaging.Local;

/// <summary>What a sender sent. It never changes, and travels along when the message changes queues.</summary>
internal sealed record MessageContent(string Body)
{
    public IReadOnlyList<MessageAttribute> Attributes { get; init; } = [];

    public string? TraceHeader { get; init; }

    public string? GroupId { get; init; }

    public string? DeduplicationId { get; init; }
}
