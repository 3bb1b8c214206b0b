using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;

namespace Messaging.AspNetCore;

/// <summary>Says what one endpoint for Amazon SNS handles, and of which topics.</summary>
public sealed class SnsEndpointBuilder
{
    private readonly EndpointRegistration _endpoint;
    private readonly MessagingRegistrations _registrations;

    internal SnsEndpointBuilder(EndpointRegistration endpoint, MessagingRegistrations registrations)
    {
        _endpoint = endpoint;
        _registrations = registrations;
    }

    /// <summary>Gets the name of the endpoint, which finds its options and appears in logs and metrics.</summary>
    public string Name => _endpoint.Consumer.Name;

    internal List<Action<SnsEndpointOptions>> Settings { get; } = [];

    /// <summary>Handles the messages of a type.</summary>
    /// <typeparam name="TMessage">The message, or <see cref="string"/> for everything that is no envelope.</typeparam>
    /// <typeparam name="THandler">The handler, made per message in a scope of its own.</typeparam>
    /// <param name="configure">Gives the handler a time limit or a resilience pipeline.</param>
    /// <returns>This builder.</returns>
    public SnsEndpointBuilder Handle<TMessage,
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
    public SnsEndpointBuilder HandleUnknown<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where THandler : class, IMessageHandler<UnknownMessage>
    {
        _endpoint.Consumer.Unknown = new HandlerBinding<UnknownMessage, THandler>();
        return this;
    }

    /// <summary>Refuses messages for good when handling them ends with a certain exception.</summary>
    /// <typeparam name="TException">The exception, or a type that it derives from.</typeparam>
    /// <returns>This builder.</returns>
    public SnsEndpointBuilder DeadLetterOn<TException>()
        where TException : Exception
    {
        _endpoint.Consumer.Exceptions.DeadLetter<TException>();
        return this;
    }

    /// <summary>Reads JSON objects that carry no name as messages of a type. Not needed where only one type is handled.</summary>
    /// <typeparam name="TMessage">The type, for which there must be a handler.</typeparam>
    /// <returns>This builder.</returns>
    public SnsEndpointBuilder ReadUnnamedAs<TMessage>()
        where TMessage : notnull
    {
        _endpoint.Consumer.Unnamed = typeof(TMessage);
        return this;
    }

    /// <summary>Adds middleware that runs around this endpoint's handlers, inside the application's own.</summary>
    /// <typeparam name="TMiddleware">The middleware, made per message.</typeparam>
    /// <returns>This builder.</returns>
    public SnsEndpointBuilder UseMiddleware<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TMiddleware>()
        where TMiddleware : class, IMessageMiddleware
    {
        _endpoint.Consumer.Middleware.Add(OwnedMiddleware<TMiddleware>.Factory());
        return this;
    }

    /// <summary>Accepts messages of a topic and confirms subscriptions to it. What comes of other topics is refused.</summary>
    /// <param name="topic">
    /// An ARN, or a name: the logical name of <c>Messaging:Destinations:{topic}:Address</c>, or the topic's own together with
    /// <see cref="SnsEndpointOptions.AccountId"/>.
    /// </param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="topic"/> is empty.</exception>
    public SnsEndpointBuilder ExpectTopic(string topic)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(topic);
        return Configure(options =>
        {
            if (!options.Topics.Contains(topic))
            {
                options.Topics.Add(topic);
            }
        });
    }

    /// <summary>Trusts signing certificates that these issued, in place of those whom the system trusts.</summary>
    /// <param name="roots">The certificates of the root authorities, and of those between them and SNS where they cannot be fetched.</param>
    /// <returns>This builder.</returns>
    /// <remarks>The embedded broker needs none of this: it is trusted because it is in the process.</remarks>
    public SnsEndpointBuilder TrustRoots(X509Certificate2Collection roots)
    {
        ArgumentNullException.ThrowIfNull(roots);
        _endpoint.Sns.Roots = roots;
        return this;
    }

    /// <summary>Sends the requests for certificates and confirmations through a handler, such as one with a proxy.</summary>
    /// <param name="handler">
    /// The handler, which must not follow redirects. It is not disposed. The embedded broker is asked in memory all the same.
    /// </param>
    /// <returns>This builder.</returns>
    public SnsEndpointBuilder SendThrough(HttpMessageHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _endpoint.Sns.OutgoingHandler = handler;
        return this;
    }

    /// <summary>Changes the endpoint's options. Configuration has the last word.</summary>
    /// <param name="configure">Changes the options.</param>
    /// <returns>This builder.</returns>
    public SnsEndpointBuilder Configure(Action<SnsEndpointOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Settings.Add(configure);
        return this;
    }
}
