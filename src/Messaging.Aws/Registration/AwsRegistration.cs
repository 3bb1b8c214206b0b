using Amazon.Extensions.NETCore.Setup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Aws;

/// <summary>Registers what every AWS transport needs: client settings and the unwrapping of services' own envelopes.</summary>
internal static class AwsRegistration
{
    public const string Section = "Messaging:Aws";

    public static void AddAws(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(AwsClientFactory)))
        {
            return;
        }

        services.AddOptions<AwsClientOptions>();
        services.AddSingleton<IPostConfigureOptions<AwsClientOptions>>(provider =>
            new PostConfigureOptions<AwsClientOptions>(
                Options.DefaultName,
                options => provider.GetService<IConfiguration>()?.GetSection(Section).Bind(options)));
        services.AddSingleton(provider => new AwsClientFactory(
            provider.GetService<IAwsBackend>(),
            provider.GetService<AWSOptions>(),
            provider.GetRequiredService<IOptions<AwsClientOptions>>().Value));
        services.AddSingleton<IUnwrapper, SnsUnwrapper>();
        services.AddSingleton<IUnwrapper, EventBridgeUnwrapper>();
        services.AddSingleton(provider => TopologyBuilder.Build(provider.GetServices<ITopologySource>()));
        services.AddSingleton<IHostedPart>(provider => new ProvisioningPart(
            provider.GetRequiredService<Topology>, provider.GetServices<IProvisioner>()));
    }
}
