namespace Messaging.AspNetCore;

/// <summary>What one endpoint for Amazon SNS accepts. Bound to <c>Messaging:Endpoints:{name}</c>, which has the last word.</summary>
public sealed class SnsEndpointOptions : WebEndpointOptions
{
    /// <summary>Gets the topics whose messages are accepted: names or ARNs. All others are refused with 403.</summary>
    /// <remarks>
    /// A name stands for the ARN in <c>Messaging:Destinations:{name}:Address</c> where there is one. Otherwise it needs
    /// <see cref="AccountId"/>: anybody can make a topic of that name and subscribe your endpoint to it, and SNS signs
    /// what it sends.
    /// </remarks>
    public IList<string> Topics { get; } = [];

    /// <summary>Gets or sets the AWS account of topics that are given by name.</summary>
    /// <value>The default is null: topics are given by ARN, or the endpoint serves the embedded broker.</value>
    public string? AccountId { get; set; }

    /// <summary>Gets or sets the AWS region of topics that are given by name.</summary>
    /// <value>The default is null: any region.</value>
    public string? Region { get; set; }

    /// <summary>Gets or sets whether the endpoint confirms subscriptions of its topics by itself.</summary>
    /// <value>The default is true. Otherwise the request is acknowledged, and the subscription stays pending.</value>
    public bool ConfirmSubscriptions { get; set; } = true;

    /// <summary>Gets or sets how old a message may be, by the time at which it was published. An older one is refused with 403.</summary>
    /// <value>The default is 75 minutes: SNS tries for an hour at most. One minute to 7 days.</value>
    /// <remarks>
    /// Within this time a replayed message is known by its id; keep
    /// <see cref="WebEndpointOptions.DuplicateWindow"/> longer than this and <see cref="MaxClockSkew"/> together.
    /// </remarks>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromMinutes(75);

    /// <summary>Gets or sets how far a message's time may lie in the future of this machine's clock.</summary>
    /// <value>The default is 5 minutes; zero to one hour.</value>
    public TimeSpan MaxClockSkew { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets whether signatures of version 1, by SHA-1, are accepted as well as those of version 2, by SHA-256.</summary>
    /// <value>The default is true: SNS signs by version 1 unless the topic's attribute <c>SignatureVersion</c> is 2.</value>
    public bool AllowSignatureVersion1 { get; set; } = true;

    /// <summary>Gets or sets whether the message attributes of notifications become headers, and name messages without an envelope.</summary>
    /// <value>The default is false: SNS does not sign them, so that anybody who holds a notification can change them.</value>
    public bool ReadUnsignedAttributes { get; set; }

    /// <summary>Gets who may post raw deliveries, each as <c>user:password</c>; several for the time of a change.</summary>
    /// <value>The default is nobody: raw deliveries are not signed. Passwords have at least 16 characters.</value>
    /// <remarks>
    /// SNS sends them where the subscription's endpoint holds them: <c>https://user:password@host/path</c>.
    /// https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html
    /// </remarks>
    public IList<string> RawCredentials { get; } = [];

    /// <summary>Gets or sets the address of a server that stands for SNS, such as <c>http://localhost:4566/</c>.</summary>
    /// <value>
    /// The default is null: Amazon SNS itself, or the embedded broker where the service collection holds one.
    /// </value>
    /// <remarks>Certificates are fetched and subscriptions confirmed there alone, and what it signs is trusted.</remarks>
    public string? ServiceUrl { get; set; }
}
