namespace Messaging.Sqs;

/// <summary>What happens to the queues of an application when it starts.</summary>
public enum Provisioning
{
    /// <summary>Nothing: the queues are there, and the application needs no permission beyond using them.</summary>
    None,

    /// <summary>The queues are compared with the code; the start fails with a list of everything that differs.</summary>
    Validate,

    /// <summary>Missing queues are created, and settings that differ from the code are changed.</summary>
    Create,
}
