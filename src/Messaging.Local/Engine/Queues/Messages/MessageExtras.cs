namespace Messaging.Local;

/// <summary>What a sender may send beside the body.</summary>
internal sealed record MessageExtras
{
    public static MessageExtras None { get; } = new();

    /// <summary>Keeps what is given, or returns null when that is nothing.</summary>
    public static MessageExtras? Of(
        IReadOnlyList<MessageAttribute> attributes, string? traceHeader, string? groupId, string? deduplicationId) =>
        attributes.Count == 0 && traceHeader is null && groupId is null && deduplicationId is null
            ? null
            : new MessageExtras
            {
                Attributes = attributes,
                TraceHeader = traceHeader,
                GroupId = groupId,
                DeduplicationId = deduplicationId,
            };

    public IReadOnlyList<MessageAttribute> Attributes { get; init; } = [];

    public string? TraceHeader { get; init; }

    public string? GroupId { get; init; }

    public string? DeduplicationId { get; init; }
}
