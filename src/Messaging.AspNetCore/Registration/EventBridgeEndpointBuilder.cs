using System.Diagnostics.CodeAnalysis;

namespace Messaging.AspNetCore;

/// <summary>Says what one endpoint for EventBridge API destinations handles.</summary>
public sealed class EventBridgeEndpointBuilder
{
    private readonly EndpointRegistration _endpoint;
    private readonly MessagingRegistrations _registrations;

    internal EventBridgeEndpointBuilder(EndpointRegistration endpoint, MessagingRegistrations registrations)
    {
        _endpoint = endpoint;
        _registrations = registrations;
    }

    /// <summary>Gets the name of the endpoint, which finds its options and appears in logs and metrics.</summary>
    public string Name => _endpoint.Consumer.Name;

    internal List<Action<EventBridgeEndpointOptions>> Settings { get; } = [];

    /// <summary>Handles the events of a type: those whose <c>detail-type</c>, or the envelope in them, has its name.</summary>
    /// <typeparam name="TMessage">The message, or <see cref="string"/> for everything that is no envelope.</typeparam>
    /// <typeparam name="THandler">The handler, made per message in a scope of its own.</typeparam>
    /// <param name="configure">Gives the handler a time limit or a resilience pipeline.</param>
    /// <returns>This builder.</returns>
    public EventBridgeEndpointBuilder Handle<TMessage,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        Action<HandlerBuilder>? configure = null)
        where TMessage : notnull
        where THandler : class, IMessageHandler<TMessage>
    {
        _registrations.Use<TMessage>();
        _endpoint.Consumer.Handlers.Add(new HandlerBinding<TMessage, THandler> { Guard = HandlerBuilder.Build(configure) });
        return this;
    }

    /// <summary>Handles messages that no other handler of the endpoint is for, which are refused for good otherwise.</summary>
    /// <typeparam name="THandler">The handler, made per message in a scope of its own.</typeparam>
    /// <returns>This builder.</returns>
    public EventBridgeEndpointBuilder HandleUnknown<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where THandler : class, IMessageHandler<UnknownMessage>
    {
        _endpoint.Consumer.Unknown = new HandlerBinding<UnknownMessage, THandler>();
        return this;
    }

    /// <summary>Refuses messages for good when handling them ends with a certain exception.</summary>
    /// <typeparam name="TException">The exception, or a type that it derives from.</typeparam>
    /// <returns>This builder.</returns>
    public EventBridgeEndpointBuilder DeadLetterOn<TException>()
        where TException : Exception
    {
        _endpoint.Consumer.Exceptions.DeadLetter<TException>();
        return this;
    }

    /// <summary>Adds middleware that runs around this endpoint's handlers, inside the application's own.</summary>
    /// <typeparam name="TMiddleware">The middleware, made per message.</typeparam>
    /// <returns>This builder.</returns>
    public EventBridgeEndpointBuilder UseMiddleware<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TMiddleware>()
        where TMiddleware : class, IMessageMiddleware
    {
        _endpoint.Consumer.Middleware.Add(OwnedMiddleware<TMiddleware>.Factory());
        return this;
    }

    /// <summary>Changes the endpoint's options. Configuration has the last word.</summary>
    /// <param name="configure">Changes the options.</param>
    /// <returns>This builder.</returns>
    public EventBridgeEndpointBuilder Configure(Action<EventBridgeEndpointOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Settings.Add(configure);
        return this;
    }
}
