namespace Messaging.Aws;

/// <summary>Adds what a transport knows to the topology. Each transport registers one.</summary>
internal interface ITopologySource
{
    /// <summary>Gets the place among the sources: what refers to others' resources comes after them.</summary>
    int Order { get; }

    /// <exception cref="MessagingConfigurationException">Something that the application asks for cannot be.</exception>
    void Describe(TopologyBuilder topology);
}
