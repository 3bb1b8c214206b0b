namespace Messaging.Local;

/// <summary>What a sender may send beside the body.</summary>
internal sealed record MessageExtras
{
    public static MessageExtras None { get; } = new();

    public IReadOnlyList<MessageAttribute> Attributes { get; init; } = [];

    public string? TraceHeader { get; init; }

    public string? GroupId { get; init; }

    public string? DeduplicationId { get; init; }
}
