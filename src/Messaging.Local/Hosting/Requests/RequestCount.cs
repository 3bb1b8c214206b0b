namespace Messaging.Local;

/// <summary>The requests of one action of one service, and the messages in them.</summary>
internal sealed class RequestCount(string service, string action)
{
    private long _requests;
    private long _messages;

    public string Action => action;

    public long Requests => Volatile.Read(ref _requests);

    public long Messages => Volatile.Read(ref _messages);

    /// <summary>Tells whether a name means this action: alone, or behind that of its service and a point.</summary>
    public static bool Means(string name, string service, string action) =>
        name == action
        || (name.Length == service.Length + 1 + action.Length
            && name[service.Length] == '.'
            && name.StartsWith(service, StringComparison.Ordinal)
            && name.EndsWith(action, StringComparison.Ordinal));

    public bool IsMeantBy(string name) => Means(name, service, action);

    public void AddRequest() => Interlocked.Increment(ref _requests);

    public void AddMessages(int messages)
    {
        if (messages > 0)
        {
            Interlocked.Add(ref _messages, messages);
        }
    }
}
