using System.Collections.ObjectModel;

namespace Messaging.Aws;

/// <summary>An EventBridge bus as the code wants it.</summary>
public sealed record TopologyEventBus
{
    /// <summary>The name of the bus that every account has.</summary>
    public const string DefaultName = "default";

    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the ARN, where the application gave one.</summary>
    /// <value>Null: the bus is in the application's own account and region.</value>
    public string? Arn { get; init; }

    /// <summary>Gets the clients by which the bus is reached; null for the application's own.</summary>
    internal AwsClientSet? Clients { get; init; }

    internal ResourceKey Key => new(Name, Arn, Clients);

    /// <summary>Gets what starting does about the bus.</summary>
    public Provisioning Provisioning { get; init; }

    /// <summary>Gets the tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
