using Messaging.Aws;

namespace Messaging.EventBridge;

/// <summary>Where a logical bus name points, and how the bus is created. Bound to <c>Messaging:Destinations:{name}</c>.</summary>
public sealed class EventBridgeDestinationOptions
{
    /// <summary>Gets or sets the event bus: a name or an ARN.</summary>
    /// <value>The default is the logical name itself.</value>
    public string? Address { get; set; }

    /// <summary>Gets or sets what starting does about the bus.</summary>
    /// <value>
    /// The default is what <c>Messaging:Provisioning</c> or <c>UseProvisioning</c> says for all, else <see cref="Provisioning.None"/> on
    /// AWS and <see cref="Provisioning.Create"/> on an embedded broker.
    /// </value>
    /// <remarks>
    /// Events for a bus that does not exist are accepted by EventBridge and lost. So starting looks for the bus even with
    /// <see cref="Provisioning.None"/>, where it is permitted to (<c>events:DescribeEventBus</c>).
    /// </remarks>
    public Provisioning? Provisioning { get; set; }

    /// <summary>Gets the tags of the bus, for provisioning.</summary>
    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
