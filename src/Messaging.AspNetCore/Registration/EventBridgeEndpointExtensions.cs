using System.Diagnostics.CodeAnalysis;
using Messaging;
using Messaging.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Receives what API destinations of Amazon EventBridge post over HTTP.</summary>
public static class EventBridgeEndpointExtensions
{
    /// <summary>
    /// Adds an endpoint for API destinations: what it handles, and the keys it accepts.
    /// <see cref="MapEventBridgeEndpoint"/> gives it an address.
    /// </summary>
    /// <param name="builder">The messaging builder.</param>
    /// <param name="name">The name of the endpoint, which finds its options and appears in logs and metrics.</param>
    /// <param name="configure">Says what the endpoint handles.</param>
    /// <returns>The messaging builder. Adding an endpoint again adds to it.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static MessagingBuilder AddEventBridgeEndpoint(
        this MessagingBuilder builder, string name, Action<EventBridgeEndpointBuilder> configure)
    {
        EndpointServices.Add<EventBridgeEndpointBuilder, EventBridgeEndpointOptions>(
            builder, name, EndpointSender.EventBridge, configure, static (endpoint, registrations) => new EventBridgeEndpointBuilder(endpoint, registrations),
            static (section, options) =>
            {
                KnownSettings.Check<EventBridgeEndpointOptions>(section);
                section.Bind(options);
            });
        return builder;
    }

    /// <summary>Adds messaging, if it is not there yet, and an endpoint for API destinations.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="name">The name of the endpoint, which finds its options and appears in logs and metrics.</param>
    /// <param name="configure">Says what the endpoint handles.</param>
    /// <returns>The service collection.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static IServiceCollection AddEventBridgeEndpoint(
        this IServiceCollection services, string name, Action<EventBridgeEndpointBuilder> configure)
    {
        services.AddMessaging().AddEventBridgeEndpoint(name, configure);
        return services;
    }

    /// <summary>Maps the address that API destinations post to. Its HTTPS address is the destination's endpoint.</summary>
    /// <param name="endpoints">The application's routes.</param>
    /// <param name="pattern">The path, such as <c>/events</c>.</param>
    /// <param name="name">The name that the endpoint was added by.</param>
    /// <returns>What conventions are added to.</returns>
    /// <remarks>
    /// 200 says that the handler returned. EventBridge waits for 5 seconds, tries again after 500 and 503, and after any other
    /// status sets the event aside where its target has a dead-letter queue. A handler that takes longer goes on: the next
    /// try waits for it.
    /// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
    /// </remarks>
    /// <exception cref="MessagingConfigurationException">There is no endpoint of that name.</exception>
    public static IEndpointConventionBuilder MapEventBridgeEndpoint(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern, string name) =>
        EndpointServices.Map(endpoints, pattern, name, EndpointSender.EventBridge, "EventBridge endpoint", nameof(AddEventBridgeEndpoint));
}
