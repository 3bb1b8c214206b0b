namespace Messaging.Local;

/// <summary>
/// One attribute of a queue: how it is set, how it is shown, and what it says when it is not there (null).
/// </summary>
internal sealed record QueueAttribute(
    string Name,
    Func<QueueSettings, string, QueueSettings> Set,
    Func<QueueSettings, string?> Show);
