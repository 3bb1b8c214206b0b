using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Messaging.Aws;

/// <summary>The settings of a <see cref="SnsClient"/>: those of every client of the AWS SDK.</summary>
/// <remarks>
/// Region, endpoint, retries, proxy and the rest are found as every client of the SDK finds them: what is set here, then
/// environment variables (<c>AWS_REGION</c>, <c>AWS_ENDPOINT_URL_SNS</c>, <c>AWS_ENDPOINT_URL</c>), then the profile in the
/// shared configuration files.
/// </remarks>
public sealed class SnsClientConfig : ClientConfig
{
    internal const string Id = "SNS";
    internal const string ApiVersion = "2010-03-31";

    private static readonly string Agent = AwsDefaults.UserAgent(Id);

    /// <summary>Initializes a new instance of the <see cref="SnsClientConfig"/> class.</summary>
    public SnsClientConfig()
        : base(AwsDefaults.Provider())
    {
        ServiceId = Id;
        AuthenticationServiceName = "sns";
        EndpointProvider = new AwsEndpointProvider("sns");
    }

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "sns";

    /// <inheritdoc/>
    public override string ServiceVersion => ApiVersion;

    /// <inheritdoc/>
    public override string UserAgent => Agent;

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return EndpointProvider.ResolveEndpoint(AwsEndpointParameters.Of(this, parameters.AlternateEndpoint));
    }
}
