using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Messaging.Aws;

/// <summary>Finds the address of a service in all partitions of AWS, FIPS and dual-stack ones too.</summary>
/// <param name="prefix">What the service's hosts begin with.</param>
internal sealed class AwsEndpointProvider(string prefix) : IEndpointProvider
{
    // A client asks for the same one with every request.
    private volatile Found? _last;

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var (region, useFips, useDualStack, endpoint) = AwsEndpointParameters.Read(parameters);
        if (!string.IsNullOrEmpty(endpoint))
        {
            return useFips || useDualStack
                ? throw new AmazonClientException(
                    $"The service URL '{endpoint}' leaves no choice of FIPS or dual-stack endpoints. Set one or the other.")
                : new Endpoint(endpoint);
        }

        if (string.IsNullOrEmpty(region))
        {
            throw new AmazonClientException("No AWS region is known. Set the client's region or AWS_REGION.");
        }

        var last = _last;
        if (last is null || (last.Region, last.UseFips, last.UseDualStack) != (region, useFips, useDualStack))
        {
            _last = last = new Found(region, useFips, useDualStack, Find(region, useFips, useDualStack));
        }

        return new Endpoint(last.Url);
    }

    private string Find(string region, bool useFips, bool useDualStack)
    {
        var partition = Fn.Partition(region);
        if ((useFips && !partition.supportsFIPS) || (useDualStack && !partition.supportsDualStack))
        {
            throw new AmazonClientException(
                $"The partition '{partition.name}' of region '{region}' has no {(useFips ? "FIPS" : "dual-stack")} endpoints. Do not ask for them.");
        }

        if (useFips && !useDualStack && region is "us-gov-east-1" or "us-gov-west-1")
        {
            // All endpoints there are FIPS endpoints, without the suffix.
            return $"https://{prefix}.{region}.{partition.dnsSuffix}/";
        }

        var suffix = useDualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix;
        return $"https://{prefix}{(useFips ? "-fips" : "")}.{region}.{suffix}/";
    }

    private sealed record Found(string Region, bool UseFips, bool UseDualStack, string Url);
}
