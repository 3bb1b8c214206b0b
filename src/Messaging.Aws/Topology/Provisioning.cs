namespace Messaging.Aws;

/// <summary>What happens to the queues, topics, buses, subscriptions and rules of an application when it starts.</summary>
public enum Provisioning
{
    /// <summary>Nothing: everything is there, and the application needs no permission beyond using it.</summary>
    None,

    /// <summary>What is there is compared with the code; the start fails with one list of everything that differs.</summary>
    Validate,

    /// <summary>What is missing is created, and settings that differ from the code are changed. Nothing is deleted.</summary>
    Create,
}
