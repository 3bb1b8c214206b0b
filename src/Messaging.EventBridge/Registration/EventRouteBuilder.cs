namespace Messaging.EventBridge;

/// <summary>Says in what form the messages of a type go to an event bus.</summary>
/// <typeparam name="TMessage">The type of the messages.</typeparam>
public sealed class EventRouteBuilder<TMessage>
    where TMessage : notnull
{
    private readonly RouteBuilder<TMessage> _route = new();
    private Func<object, IReadOnlyList<string>>? _resources;

    internal EventRouteBuilder()
    {
    }

    /// <summary>Sends the bare JSON as the detail, for rules and targets that know no envelope. Only the name and the source travel with it.</summary>
    /// <returns>This builder.</returns>
    public EventRouteBuilder<TMessage> Raw()
    {
        _route.Raw();
        return this;
    }

    /// <summary>Names what an event is about, usually by ARNs.</summary>
    /// <param name="resources">Returns the names.</param>
    /// <returns>This builder.</returns>
    public EventRouteBuilder<TMessage> Resources(Func<TMessage, IReadOnlyList<string>> resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        _resources = message => resources((TMessage)message);
        _route.Settings[nameof(Resources)] = resources;
        return this;
    }

    internal Route Build(string bus, string source)
    {
        _route.Settings["Source"] = source;
        return _route.Build(EventBridgeDestinationFactory.BusKind, bus, source: source, resources: _resources);
    }
}
