using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

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
    /// <returns>This builder.</returns>
    public EventBridgeEndpointBuilder Handle<TMessage,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where TMessage : notnull
        where THandler : class, IMessageHandler<TMessage>
    {
        _registrations.Use<TMessage>();
        _endpoint.Consumer.Handlers.Add(new HandlerBinding<TMessage, THandler>());
        return this;
    }

    /// <summary>Adds middleware that runs around this endpoint's handlers, inside the application's own.</summary>
    /// <typeparam name="TMiddleware">The middleware, made per message.</typeparam>
    /// <returns>This builder.</returns>
    public EventBridgeEndpointBuilder UseMiddleware<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TMiddleware>()
        where TMiddleware : class, IMessageMiddleware
    {
        _endpoint.Consumer.Middleware.Add(ActivatorUtilities.GetServiceOrCreateInstance<TMiddleware>);
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
