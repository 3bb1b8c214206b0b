namespace Messaging;

/// <summary>What every consumer has, whatever its transport: a name, handlers and middleware.</summary>
internal sealed class ConsumerRegistration(string name)
{
    public string Name { get; } = name;

    public List<HandlerBinding> Handlers { get; } = [];

    /// <summary>Gets or sets the type that JSON objects without a name are read as; null for the only type handled.</summary>
    public Type? Unnamed { get; set; }

    public MiddlewareList Middleware { get; } = new();

    /// <summary>Gets or sets the handler of messages that no other handler is for.</summary>
    public HandlerBinding? Unknown { get; set; }

    public ExceptionRules Exceptions { get; } = new();

    /// <summary>Gets or sets the name of the limit that the consumer shares with others, and how many handlers it allows.</summary>
    public (string Name, int Max)? SharedLimit { get; set; }
}
