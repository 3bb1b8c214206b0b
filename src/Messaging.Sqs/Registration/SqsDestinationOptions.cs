using Messaging.Aws;

namespace Messaging.Sqs;

/// <summary>Where a logical queue name that messages are published to points. Bound to <c>Messaging:Destinations:{name}</c>.</summary>
public sealed class SqsDestinationOptions
{
    /// <summary>Gets or sets the queue: a name, a URL or an ARN.</summary>
    /// <value>The default is the logical name itself.</value>
    public string? Address { get; set; }

    /// <summary>Gets or sets what starting does about the queue.</summary>
    /// <value>
    /// The default is what <c>Messaging:Provisioning</c> or <c>UseProvisioning</c> says for all, else <see cref="Provisioning.None"/> on
    /// AWS and <see cref="Provisioning.Create"/> on an embedded broker.
    /// </value>
    public Provisioning? Provisioning { get; set; }
}
