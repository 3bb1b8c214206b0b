using System.Security.Cryptography.X509Certificates;

namespace Messaging.AspNetCore;

/// <summary>Says what one endpoint for Amazon SNS handles, and of which topics.</summary>
public sealed class SnsEndpointBuilder : EndpointBuilder<SnsEndpointBuilder, SnsEndpointOptions>
{
    internal SnsEndpointBuilder(EndpointRegistration endpoint, MessagingRegistrations registrations)
        : base(endpoint, registrations)
    {
    }

    /// <summary>Reads JSON objects that carry no name as messages of a type. Not needed where only one type is handled.</summary>
    /// <typeparam name="TMessage">The type, for which there must be a handler.</typeparam>
    /// <returns>This builder.</returns>
    public SnsEndpointBuilder ReadUnnamedAs<TMessage>()
        where TMessage : notnull
    {
        Endpoint.Consumer.ReadUnnamedAs(typeof(TMessage));
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
        Endpoint.Sns.Roots = roots;
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
        Endpoint.Sns.OutgoingHandler = handler;
        return this;
    }
}
