using Amazon.Extensions.NETCore.Setup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Messaging.Aws;

/// <summary>Registers what every AWS transport needs: clients, and the unwrapping of services' own envelopes.</summary>
internal static class AwsRegistration
{
    public const string Section = "Messaging:Aws";

    /// <summary>The setting of destinations and consumers that has their client options.</summary>
    public const string ClientSettings = "Aws";

    /// <summary>What destinations have: one name may be that of a queue and of a topic.</summary>
    public static readonly string[] DestinationSettings = [ClientSettings, "KmsKeyId", "Tags"];

    private const string ProvisioningKey = "Messaging:Provisioning";

    /// <summary>Names the client options of a destination: the path of their section.</summary>
    public static string DestinationOptions(string name) => $"Messaging:Destinations:{name}:Aws";

    /// <summary>Names the client options of a consumer: the path of their section.</summary>
    public static string ConsumerOptions(string name) => $"Messaging:Consumers:{name}:Aws";

    public static void AddAws(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(AwsClients)))
        {
            return;
        }

        services.AddOptions<AwsClientOptions>();
        services.AddSingleton<IPostConfigureOptions<AwsClientOptions>>(
            provider => new AwsClientOptionsBinding(provider.GetService<IConfiguration>()));
        services.AddSingleton(provider => new AwsClients(
            provider,
            provider.GetService<IAwsBackend>(),
            provider.GetService<AWSOptions>(),
            provider.GetRequiredService<IOptionsMonitor<AwsClientOptions>>(),
            DefaultProvisioning(provider)));

        // An application's own come first: an adapter over the official packages, or a double in a test. The container disposes
        // what its factories return, and the set its clients: twice is harmless.
        services.TryAddSingleton<ITopicSender>(provider => provider.GetRequiredService<AwsClients>().Default.Sns);
        services.TryAddSingleton<ITopicAdministration>(provider => provider.GetRequiredService<AwsClients>().Default.Sns);
        services.TryAddSingleton<IEventSender>(provider => provider.GetRequiredService<AwsClients>().Default.EventBridge);
        services.TryAddSingleton<IEventBusAdministration>(provider => provider.GetRequiredService<AwsClients>().Default.EventBridge);
        services.AddSingleton(provider => new AccountIdentity(provider.GetService<IAwsBackend>()));
        services.AddSingleton<IProvisioner, ForeignResources>();
        services.AddSingleton<IUnwrapper, SnsUnwrapper>();
        services.AddSingleton<IUnwrapper, EventBridgeUnwrapper>();
        services.AddSingleton(provider => TopologyBuilder.Build(provider.GetServices<ITopologySource>()));
        services.AddSingleton(provider => new ProvisioningPart(
            provider.GetRequiredService<Topology>, provider.GetServices<IProvisioner>(), provider.GetRequiredService<ApplicationState>(),
            provider.GetRequiredService<TaskStarter>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<MessagingLoggers>().Create<ProvisioningPart>()));
        services.AddSingleton<IHostedPart>(provider => provider.GetRequiredService<ProvisioningPart>());
    }

    private static Provisioning? DefaultProvisioning(IServiceProvider provider)
    {
        if (provider.GetService<IConfiguration>()?[ProvisioningKey] is not { Length: > 0 } text)
        {
            return provider.GetService<ProvisioningDefault>()?.Provisioning;
        }

        return Enum.TryParse<Provisioning>(text, ignoreCase: true, out var configured) && Enum.IsDefined(configured)
            ? configured
            : throw new MessagingConfigurationException(
                $"The configuration value {ProvisioningKey} is '{text}'. Use None, Validate or Create.");
    }
}
