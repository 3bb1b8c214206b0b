namespace Messaging;

/// <summary>Thrown when a message is published whose declared type has no route.</summary>
public sealed class NoRouteException : MessagingException
{
    internal NoRouteException(Type messageType, IEnumerable<string> routed)
        : base($"No route for messages of type '{messageType}'. Routed types: {Describe(routed)}. " +
               "Add one, such as PublishToQueue<" + messageType.Name + ">(\"queue-name\"), or publish as a routed type: " +
               "the declared type decides, not the runtime type.")
    {
        MessageType = messageType;
    }

    /// <summary>Gets the declared type.</summary>
    public Type MessageType { get; }

    private static string Describe(IEnumerable<string> routed)
    {
        var names = string.Join(", ", routed.Order(StringComparer.Ordinal));
        return names.Length == 0 ? "none" : names;
    }
}
