namespace Messaging.Aws;

/// <summary>The order in which resources come to be: each needs those before it.</summary>
internal enum ProvisioningStage
{
    Queues,
    Topics,
    EventBuses,
    Rules,

    /// <summary>Queues and topics let in who delivers to them, before anybody does.</summary>
    Policies,
    Subscriptions,
    Targets,
}
