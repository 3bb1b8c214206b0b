namespace Messaging.Local;

/// <summary>What a publisher asks for.</summary>
internal sealed record PublishRequest(string Message)
{
    public string? Subject { get; init; }

    /// <summary>Gets <c>json</c> where the message has a text for each protocol, or null.</summary>
    public string? Structure { get; init; }

    public IReadOnlyList<MessageAttribute> Attributes { get; init; } = [];

    public string? GroupId { get; init; }

    public string? DeduplicationId { get; init; }

    public string? TraceHeader { get; init; }
}
