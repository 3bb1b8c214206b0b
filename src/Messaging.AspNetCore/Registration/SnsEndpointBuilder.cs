using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;

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
    /// <returns>This builder.</returns>
    public SnsEndpointBuilder Handle<TMessage,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where TMessage : notnull
        where THandler : class, IMessageHandler<TMessage>
    {
        _registrations.Use<TMessage>();
        _endpoint.Consumer.Handlers.Add(new HandlerBinding<TMessage, THandler>());
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
        _endpoint.Consumer.Middleware.Add(ActivatorUtilities.GetServiceOrCreateInstance<TMiddleware>);
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
    /// <param name="roots">The certificates of the authorities.</param>
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
