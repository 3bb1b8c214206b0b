using System.Diagnostics.CodeAnalysis;
using Messaging.Aws;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Messaging.AspNetCore;

/// <summary>Registers what endpoints are made of.</summary>
internal static class EndpointServices
{
    /// <summary>Adds an endpoint, or adds to it.</summary>
    public static void Add<TBuilder,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        MessagingBuilder builder, string name, EndpointSender sender, Action<TBuilder> configure,
        Func<EndpointRegistration, MessagingRegistrations, TBuilder> create, Action<IConfigurationSection, TOptions> bind)
        where TBuilder : EndpointBuilder<TBuilder, TOptions>
        where TOptions : WebEndpointOptions, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        AddShared(builder.Services);
        var isNew = Registered.Of<EndpointRegistrations>(builder.Services).GetOrAdd(name, sender, builder.Registrations, out var registration);
        var endpoint = create(registration, builder.Registrations);
        configure(endpoint);
        GivenSettings<TOptions>.Add(builder, "Endpoint", SettingNames.Endpoints, registration.Consumer, endpoint.Settings);
        if (isNew)
        {
            AddPart(builder.Services, registration, bind);
        }
    }

    /// <exception cref="MessagingConfigurationException">There is no endpoint of that name and sender.</exception>
    public static IEndpointConventionBuilder Map(
        IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern, string name, EndpointSender sender, string label, string method)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var part = endpoints.ServiceProvider.GetServices<EndpointPart>().FirstOrDefault(part => part.Name == name && part.Sender == sender)
            ?? throw new MessagingConfigurationException($"There is no endpoint '{name}' to map. Add it to the services with {method}(\"{name}\", …).");
        part.IsMapped = true;
        return endpoints.MapPost(pattern, part.AnswerAsync).WithDisplayName($"{label} {name}");
    }

    private static void AddPart<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        IServiceCollection services, EndpointRegistration registration, Action<IConfigurationSection, TOptions> bind)
        where TOptions : WebEndpointOptions
    {
        var name = registration.Consumer.Name;
        services.AddOptions<TOptions>(name).ValidateOnStart();
        services.AddSingleton<IPostConfigureOptions<TOptions>>(provider => new PostConfigureOptions<TOptions>(
            name,
            options =>
            {
                if (provider.GetService<IConfiguration>() is { } configuration)
                {
                    bind(configuration.GetSection($"Messaging:Endpoints:{name}"), options);
                }
            }));
        services.AddSingleton(provider => new EndpointPart(registration, provider.GetRequiredService<EndpointFactory>()));
        services.AddSingleton<IHostedPart>(provider =>
            provider.GetServices<EndpointPart>().First(part => part.Name == name));
    }

    private static void AddShared(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(EndpointFactory)))
        {
            return;
        }

        AwsRegistration.AddAws(services);
        var endpoints = Registered.Of<EndpointRegistrations>(services);
        services.AddSingleton(new SettingNames(SettingNames.Endpoints, _ => endpoints.All.Select(endpoint => endpoint.Consumer.Name)));
        services.AddSingleton(new SettingNames(SettingNames.Destinations, provider => endpoints.All
            .Where(endpoint => endpoint.Sender == EndpointSender.Sns)
            .SelectMany(endpoint => provider.GetRequiredService<IOptionsMonitor<SnsEndpointOptions>>().Get(endpoint.Consumer.Name).Topics)));
        services.TryAddSingleton<EndpointFactory>();
        services.TryAddSingleton<TopicAddresses>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IValidateOptions<SnsEndpointOptions>, SnsEndpointOptionsValidator>(),
            ServiceDescriptor.Singleton<IValidateOptions<EventBridgeEndpointOptions>, EventBridgeEndpointOptionsValidator>(),
        ]);
    }
}
