using System.Diagnostics.CodeAnalysis;
using Messaging.Aws;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Messaging.AspNetCore;

/// <summary>Registers what endpoints are made of.</summary>
internal static class EndpointServices
{
    public static void AddPart<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        IServiceCollection services, EndpointRegistration registration, Action<IConfiguration, TOptions> bind)
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

    public static void AddShared(IServiceCollection services)
    {
        AwsRegistration.AddAws(services);
        services.TryAddSingleton<EndpointFactory>();
        services.TryAddSingleton<TopicAddresses>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IValidateOptions<SnsEndpointOptions>, SnsEndpointOptionsValidator>(),
            ServiceDescriptor.Singleton<IValidateOptions<EventBridgeEndpointOptions>, EventBridgeEndpointOptionsValidator>(),
        ]);
    }

    /// <exception cref="MessagingConfigurationException">There is no endpoint of that name and sender.</exception>
    public static EndpointPart Find(IServiceProvider services, string name, EndpointSender sender, string method) =>
        services.GetServices<EndpointPart>().FirstOrDefault(part => part.Name == name && part.Sender == sender)
        ?? throw new MessagingConfigurationException($"There is no endpoint '{name}' to map. Add it to the services with {method}(\"{name}\", …).");
}
