namespace Messaging.Aws;

/// <summary>Where the clients of the AWS transports send their requests, and as whom.</summary>
/// <remarks>
/// What is not set here comes from the registered <c>AWSOptions</c>, if there are any, and otherwise from where every AWS
/// client finds it: environment variables, the shared configuration files, the container or the instance.
/// </remarks>
public sealed class AwsClientOptions
{
    /// <summary>Gets or sets the region, such as <c>eu-central-1</c>.</summary>
    /// <value>The default is null: the region is found as every AWS client finds it.</value>
    public string? Region { get; set; }

    /// <summary>Gets or sets the address of the service in place of the region's own, such as an emulator's.</summary>
    /// <value>The default is null: the region's own address.</value>
    /// <remarks>Requests are signed for <see cref="Region"/>, or for <c>us-east-1</c> where no region is known.</remarks>
    public string? ServiceUrl { get; set; }

    /// <summary>Gets or sets the name of the profile whose credentials are used.</summary>
    /// <value>The default is null: the default chain of credentials.</value>
    public string? Profile { get; set; }
}
