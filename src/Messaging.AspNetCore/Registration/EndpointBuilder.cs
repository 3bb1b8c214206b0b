using System.Diagnostics.CodeAnalysis;

namespace Messaging.AspNetCore;

/// <summary>Says what one endpoint handles, whoever posts to it.</summary>
/// <typeparam name="TBuilder">The builder itself.</typeparam>
/// <typeparam name="TOptions">The endpoint's options.</typeparam>
public abstract class EndpointBuilder<TBuilder, TOptions>
    where TBuilder : EndpointBuilder<TBuilder, TOptions>
    where TOptions : WebEndpointOptions
{
    private readonly MessagingRegistrations _registrations;

    private protected EndpointBuilder(EndpointRegistration endpoint, MessagingRegistrations registrations)
    {
        Endpoint = endpoint;
        _registrations = registrations;
    }

    /// <summary>Gets the name of the endpoint, which finds its options and appears in logs and metrics.</summary>
    public string Name => Endpoint.Consumer.Name;

    internal EndpointRegistration Endpoint { get; }

    internal List<Action<TOptions>> Settings { get; } = [];

    /// <summary>Handles the messages of a type: those whose envelope, or the event around it, has its name.</summary>
    /// <typeparam name="TMessage">The message, or <see cref="string"/> for everything that is no envelope.</typeparam>
    /// <typeparam name="THandler">The handler, made per message in a scope of its own.</typeparam>
    /// <param name="configure">Gives the handler a time limit or a resilience pipeline.</param>
    /// <returns>This builder.</returns>
    public TBuilder Handle<TMessage,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        Action<HandlerBuilder>? configure = null)
        where TMessage : notnull
        where THandler : class, IMessageHandler<TMessage>
    {
        _registrations.Use<TMessage>();
        Endpoint.Consumer.Handlers.Add(new HandlerBinding<TMessage, THandler> { Guard = HandlerBuilder.Build(configure) });
        return (TBuilder)this;
    }

    /// <summary>Handles messages that no other handler of the endpoint is for, which are refused for good otherwise.</summary>
    /// <typeparam name="THandler">The handler, made per message in a scope of its own.</typeparam>
    /// <returns>This builder.</returns>
    public TBuilder HandleUnknown<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where THandler : class, IMessageHandler<UnknownMessage>
    {
        Endpoint.Consumer.HandleUnknown(new HandlerBinding<UnknownMessage, THandler>());
        return (TBuilder)this;
    }

    /// <summary>Refuses messages for good when handling them ends with a certain exception.</summary>
    /// <typeparam name="TException">The exception, or a type that it derives from.</typeparam>
    /// <returns>This builder.</returns>
    public TBuilder DeadLetterOn<TException>()
        where TException : Exception
    {
        Endpoint.Consumer.Exceptions.DeadLetter<TException>();
        return (TBuilder)this;
    }

    /// <summary>Adds middleware that runs around this endpoint's handlers, inside the application's own.</summary>
    /// <typeparam name="TMiddleware">The middleware, made per message.</typeparam>
    /// <returns>This builder.</returns>
    public TBuilder UseMiddleware<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TMiddleware>()
        where TMiddleware : class, IMessageMiddleware
    {
        Endpoint.Consumer.Middleware.Add<TMiddleware>();
        return (TBuilder)this;
    }

    /// <summary>Changes the endpoint's options. Configuration has the last word.</summary>
    /// <param name="configure">Changes the options.</param>
    /// <returns>This builder.</returns>
    public TBuilder Configure(Action<TOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Settings.Add(configure);
        return (TBuilder)this;
    }
}
