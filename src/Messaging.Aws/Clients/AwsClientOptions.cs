using Amazon.Runtime;

namespace Messaging.Aws;

/// <summary>Where the clients of the AWS transports send their requests, and as whom. Bound to <c>Messaging:Aws</c>.</summary>
/// <remarks>
/// <para>
/// A destination or a consumer may have its own: <c>Messaging:Destinations:{name}:Aws</c> and
/// <c>Messaging:Consumers:{name}:Aws</c>. What is not set there is taken from <c>Messaging:Aws</c>, member by member; an empty
/// text takes nothing. In code, configure the options of that name:
/// <c>services.Configure&lt;AwsClientOptions&gt;("Messaging:Consumers:orders:Aws", options =&gt; …)</c>.
/// </para>
/// <para>
/// What is not set at all comes from the registered <c>AWSOptions</c>, if there are any, and otherwise from where every AWS
/// client finds it: environment variables, the shared configuration files, the container or the instance. On an embedded
/// broker only <see cref="Region"/> has a meaning: regions that differ are kept apart there too.
/// </para>
/// </remarks>
public sealed class AwsClientOptions
{
    /// <summary>Gets or sets the region, such as <c>eu-central-1</c>.</summary>
    /// <value>The default is null: the region is found as every AWS client finds it.</value>
    public string? Region { get; set; }

    /// <summary>Gets or sets the address of the service in place of the region's own, such as an emulator's.</summary>
    /// <value>The default is null: the region's own address.</value>
    /// <remarks>
    /// Requests are signed for <see cref="Region"/>. Where it is not set: for the signing region of the registered <c>AWSOptions</c>, the
    /// one in an address of AWS, that of the profile or the environment, or <c>us-east-1</c>.
    /// </remarks>
    public string? ServiceUrl { get; set; }

    /// <summary>Gets or sets the name of the profile whose credentials are used.</summary>
    /// <value>The default is null: the default chain of credentials.</value>
    public string? Profile { get; set; }

    /// <summary>Gets or sets the ARN of the role to assume with the credentials found otherwise, in another account perhaps.</summary>
    /// <value>The default is null: no role is assumed.</value>
    /// <remarks>See <see href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html"/>.</remarks>
    public string? RoleArn { get; set; }

    /// <summary>Gets or sets the external id that the role's owner asks for.</summary>
    /// <value>The default is null: none.</value>
    public string? ExternalId { get; set; }

    /// <summary>Gets or sets the name of the role's sessions, which the other account sees in its logs: 2 to 64 characters.</summary>
    /// <value>The default is null: <c>messaging</c>.</value>
    public string? SessionName { get; set; }

    /// <summary>Gets or sets whether requests go to endpoints that are validated by FIPS 140.</summary>
    /// <value>The default is null: as every AWS client decides, which is no unless <c>AWS_USE_FIPS_ENDPOINT</c> says otherwise.</value>
    public bool? UseFips { get; set; }

    /// <summary>Gets or sets whether requests go to endpoints that can be reached over IPv6 too.</summary>
    /// <value>The default is null: as every AWS client decides, which is no unless <c>AWS_USE_DUALSTACK_ENDPOINT</c> says otherwise.</value>
    public bool? UseDualStack { get; set; }

    /// <summary>Gets or sets how requests are tried again.</summary>
    /// <value>The default is null: as every AWS client decides, which is <see cref="RequestRetryMode.Standard"/>.</value>
    public RequestRetryMode? RetryMode { get; set; }

    /// <summary>Gets or sets how often a request is tried again, beyond the first attempt.</summary>
    /// <value>The default is null: as every AWS client decides, which is twice. Not negative.</value>
    public int? MaxErrorRetry { get; set; }
}
