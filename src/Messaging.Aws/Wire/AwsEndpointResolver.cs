using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Messaging.Aws;

/// <summary>Puts the address of the service on a request.</summary>
internal sealed class AwsEndpointResolver : BaseEndpointResolver
{
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
        AwsEndpointParameters.Of(requestContext.ClientConfig, requestContext.Request.AlternateEndpoint);
}
