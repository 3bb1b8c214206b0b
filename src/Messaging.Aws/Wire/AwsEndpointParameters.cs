using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util;

namespace Messaging.Aws;

/// <summary>What an endpoint is found by, under the names that the service packages use: an application may find it itself.</summary>
internal sealed class AwsEndpointParameters : EndpointParameters
{
    private const string RegionName = "Region", FipsName = "UseFIPS", DualStackName = "UseDualStack", EndpointName = "Endpoint";

    private AwsEndpointParameters(string? region, bool useFips, bool useDualStack, string? endpoint)
    {
        this[RegionName] = region;
        this[FipsName] = useFips ? Boxed.True : Boxed.False;
        this[DualStackName] = useDualStack ? Boxed.True : Boxed.False;
        this[EndpointName] = endpoint;
    }

    public static AwsEndpointParameters Of(IClientConfig config, RegionEndpoint? alternate)
    {
        var url = config.ServiceURL;
        var region = alternate?.SystemName ?? config.RegionEndpoint?.SystemName ?? RegionOf(config, url);
        return new AwsEndpointParameters(region, config.UseFIPSEndpoint, config.UseDualstackEndpoint, url);
    }

    public static (string? Region, bool UseFips, bool UseDualStack, string? Endpoint) Read(EndpointParameters parameters) =>
        ((string?)parameters[RegionName], parameters[FipsName] is true, parameters[DualStackName] is true,
            (string?)parameters[EndpointName]);

    private static string? RegionOf(IClientConfig config, string? url) =>
        !string.IsNullOrEmpty(config.AuthenticationRegion) ? config.AuthenticationRegion
        : string.IsNullOrEmpty(url) ? null
        : AWSSDKUtils.DetermineRegion(url);

    private static class Boxed
    {
        public static readonly object True = true, False = false;
    }
}
