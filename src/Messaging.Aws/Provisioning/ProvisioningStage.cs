namespace Messaging.Aws;

/// <summary>The order in which resources come to be: each needs those before it.</summary>
internal enum ProvisioningStage
{
    /// <summary>Nothing is created at home that has its address elsewhere.</summary>
    Addresses,
    Queues,
    Topics,
    EventBuses,
    Rules,

    /// <summary>Queues and topics let in who delivers to them, before anybody does.</summary>
    Policies,
    Subscriptions,
    Targets,
}
