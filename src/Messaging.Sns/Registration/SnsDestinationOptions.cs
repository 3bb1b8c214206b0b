using Messaging.Aws;

namespace Messaging.Sns;

/// <summary>Where a logical topic name points, and how the topic is created. Bound to <c>Messaging:Destinations:{name}</c>.</summary>
public sealed class SnsDestinationOptions
{
    /// <summary>Gets or sets the topic: a name or an ARN.</summary>
    /// <value>The default is the logical name itself.</value>
    public string? Address { get; set; }

    /// <summary>Gets or sets what starting does about the topic.</summary>
    /// <value>
    /// The default is what <c>Messaging:Provisioning</c> or <c>UseProvisioning</c> says for all, else <see cref="Provisioning.None"/> on
    /// AWS and <see cref="Provisioning.Create"/> on an embedded broker.
    /// </value>
    public Provisioning? Provisioning { get; set; }

    /// <summary>Gets or sets the KMS key that encrypts the topic, for provisioning: an id, an alias or an ARN.</summary>
    /// <value>The default is the topic's own, none for a new one.</value>
    public string? KmsKeyId { get; set; }

    /// <summary>Gets the tags of the topic, for provisioning.</summary>
    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
