using System.Reflection;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Messaging.Aws;

/// <summary>What the configurations and pipelines of our clients share.</summary>
internal static class AwsDefaults
{
    private static readonly string Version =
        typeof(AwsDefaults).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static readonly string RuntimeVersion =
        typeof(AmazonServiceClient).Assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()!.Version;

    /// <summary>The modes of defaults, with the times that AWS documents for all services.</summary>
    /// <seealso href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-smart-config-defaults.html"/>
    private static readonly IDefaultConfiguration[] Modes =
    [
        Mode(DefaultConfigurationMode.Standard, 3100),
        Mode(DefaultConfigurationMode.InRegion, 1100),
        Mode(DefaultConfigurationMode.CrossRegion, 3100),
        Mode(DefaultConfigurationMode.Mobile, 30_000),
        Mode(DefaultConfigurationMode.Auto, 1100),
    ];

    public static IDefaultConfigurationProvider Provider() => new DefaultConfigurationProvider(Modes);

    /// <summary>Says who sends: the runtime as in every request of the SDK, and this library behind it.</summary>
    public static string UserAgent(string serviceId) =>
        $"{InternalSDKUtils.BuildUserAgentString(serviceId, RuntimeVersion)} lib/messaging-dotnet#{Version}";

    /// <summary>Replaces what each service brings itself: how its endpoints are found, and how its requests are signed.</summary>
    public static void Customize(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new AwsEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AwsAuthHandler());
    }

    private static DefaultConfiguration Mode(DefaultConfigurationMode name, int connectMilliseconds) => new()
    {
        Name = name,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
    };
}
