using System.Collections.ObjectModel;

namespace Messaging.Aws;

/// <summary>An SNS topic as the code wants it.</summary>
public sealed record TopologyTopic
{
    /// <summary>Gets the name, which ends in <c>.fifo</c> for a FIFO topic.</summary>
    public required string Name { get; init; }

    /// <summary>Gets whether the topic is FIFO, which its name says.</summary>
    public bool IsFifo => Name.EndsWith(".fifo", StringComparison.Ordinal);

    /// <summary>Gets the ARN, where the application gave one.</summary>
    /// <value>Null: the topic is in the application's own account and region.</value>
    public string? Arn { get; init; }

    /// <summary>Gets the clients by which the topic is reached; null for the application's own.</summary>
    internal AwsClientSet? Clients { get; init; }

    internal ResourceKey Key => new(Name, Arn, Clients);

    /// <summary>Gets what starting does about the topic.</summary>
    public Provisioning Provisioning { get; init; }

    /// <summary>Gets the KMS key: an id, an alias or an ARN.</summary>
    /// <value>Null leaves it as it is.</value>
    public string? KmsKeyId { get; init; }

    /// <summary>Gets the tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
