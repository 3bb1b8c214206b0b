using System.Diagnostics.CodeAnalysis;
using Messaging;
using Messaging.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Receives what Amazon SNS posts over HTTP.</summary>
public static class SnsEndpointExtensions
{
    /// <summary>Adds an endpoint for topics: what it handles, and of which topics. <see cref="MapSnsEndpoint"/> gives it an address.</summary>
    /// <param name="builder">The messaging builder.</param>
    /// <param name="name">The name of the endpoint, which finds its options and appears in logs and metrics.</param>
    /// <param name="configure">Says what the endpoint handles, and which topics it expects.</param>
    /// <returns>The messaging builder. Adding an endpoint again adds to it.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static MessagingBuilder AddSnsEndpoint(
        this MessagingBuilder builder, string name, Action<SnsEndpointBuilder> configure)
    {
        EndpointServices.Add<SnsEndpointBuilder, SnsEndpointOptions>(
            builder, name, EndpointSender.Sns, configure, static (endpoint, registrations) => new SnsEndpointBuilder(endpoint, registrations),
            static (section, options) =>
            {
                KnownSettings.Check<SnsEndpointOptions>(section);
                section.Bind(options);
            });
        return builder;
    }

    /// <summary>Adds messaging, if it is not there yet, and an endpoint for topics.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="name">The name of the endpoint, which finds its options and appears in logs and metrics.</param>
    /// <param name="configure">Says what the endpoint handles, and which topics it expects.</param>
    /// <returns>The service collection.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static IServiceCollection AddSnsEndpoint(
        this IServiceCollection services, string name, Action<SnsEndpointBuilder> configure)
    {
        services.AddMessaging().AddSnsEndpoint(name, configure);
        return services;
    }

    /// <summary>Maps the address that topics post to. Its HTTPS address is the endpoint of a subscription.</summary>
    /// <param name="endpoints">The application's routes.</param>
    /// <param name="pattern">The path, such as <c>/sns</c>.</param>
    /// <param name="name">The name that the endpoint was added by.</param>
    /// <returns>What conventions are added to.</returns>
    /// <remarks>
    /// 200 says that the handler returned. SNS tries again after 500 and 503, and after any other status sets the message
    /// aside where its subscription has a dead-letter queue.
    /// https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html
    /// </remarks>
    /// <exception cref="MessagingConfigurationException">There is no endpoint of that name.</exception>
    public static IEndpointConventionBuilder MapSnsEndpoint(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern, string name) =>
        EndpointServices.Map(endpoints, pattern, name, EndpointSender.Sns, "SNS endpoint", nameof(AddSnsEndpoint));
}
