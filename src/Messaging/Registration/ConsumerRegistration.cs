namespace Messaging;

/// <summary>What every consumer has, whatever its transport: a name, handlers and middleware.</summary>
internal sealed class ConsumerRegistration(string name)
{
    public string Name { get; } = name;

    public List<HandlerBinding> Handlers { get; } = [];

    /// <summary>Gets or sets the type that JSON objects without a name are read as; null for the only type handled.</summary>
    public Type? Unnamed { get; set; }

    public List<Func<IServiceProvider, IMessageMiddleware>> Middleware { get; } = [];
}
