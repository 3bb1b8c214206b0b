namespace Messaging.Aws;

/// <summary>An Amazon EventBridge bus as the service describes it.</summary>
public sealed class EventBusDescription
{
    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>Gets the JSON of the bus's resource policy.</summary>
    /// <value>Null when it has none.</value>
    public string? Policy { get; init; }
}
