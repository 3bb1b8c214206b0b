namespace Messaging;

/// <summary>Opens the destinations of one kind, such as queues. Each transport registers one.</summary>
internal interface IDestinationFactory
{
    /// <summary>Gets the kind of destination, such as <c>queue</c>.</summary>
    string Kind { get; }

    /// <summary>Opens the destination of a logical name. Does no I/O.</summary>
    /// <exception cref="MessagingConfigurationException">The address is malformed.</exception>
    OpenDestination Open(string name);
}

/// <summary>A destination that is ready to be sent to.</summary>
internal sealed record OpenDestination(string Name, string System, DestinationLimits Limits, IBatchSender Sender);
