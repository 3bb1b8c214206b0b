namespace Messaging.Local;

/// <summary>What a sender sent. It never changes, and travels along when the message changes queues.</summary>
/// <remarks>What most messages do not have is kept apart: a million messages wait in a queue without it.</remarks>
internal sealed record MessageContent(string Body)
{
    private MessageExtras? _extras;

    public MessageContent(string body, MessageExtras? extras)
        : this(body) => _extras = extras;

    /// <summary>Gets what there is beside the body, or null.</summary>
    public MessageExtras? Beside => _extras;

    public IReadOnlyList<MessageAttribute> Attributes
    {
        get => _extras?.Attributes ?? [];
        init => _extras = value.Count == 0 && _extras is null ? null : Extras with { Attributes = value };
    }

    public string? TraceHeader
    {
        get => _extras?.TraceHeader;
        init => _extras = value is null && _extras is null ? null : Extras with { TraceHeader = value };
    }

    public string? GroupId
    {
        get => _extras?.GroupId;
        init => _extras = value is null && _extras is null ? null : Extras with { GroupId = value };
    }

    public string? DeduplicationId
    {
        get => _extras?.DeduplicationId;
        init => _extras = value is null && _extras is null ? null : Extras with { DeduplicationId = value };
    }

    private MessageExtras Extras => _extras ?? MessageExtras.None;
}
