namespace Messaging.Aws;

/// <summary>What the provisioners of one start know together.</summary>
internal sealed class ProvisioningRun(Topology topology)
{
    private readonly List<string> _differences = [];
    private readonly List<(TimeSpan After, Func<CancellationToken, Task> Look)> _looks = [];

    public Topology Topology { get; } = topology;

    /// <summary>Gets whether to wait for what is refused for a minute. What runs again by itself need not.</summary>
    public bool IsPatient { get; init; } = true;

    /// <summary>Gets the addresses of queues that were found or created.</summary>
    public Dictionary<TopologyQueue, string> QueueUrls { get; } = [];

    public Dictionary<TopologyQueue, string> QueueArns { get; } = [];

    public Dictionary<TopologyTopic, string> TopicArns { get; } = [];

    public Dictionary<TopologyEventBus, string> EventBusArns { get; } = [];

    public Dictionary<TopologyRule, string> RuleArns { get; } = [];

    /// <summary>Gets who is to be let into which queue.</summary>
    public List<DeliveryGrant<TopologyQueue>> QueueGrants { get; } = [];

    /// <summary>Gets who is to be let into which topic.</summary>
    public List<DeliveryGrant<TopologyTopic>> TopicGrants { get; } = [];

    /// <summary>Gets what is looked at once more when the application runs, and how long after its start.</summary>
    public IReadOnlyList<(TimeSpan After, Func<CancellationToken, Task> Look)> Looks => _looks;

    /// <summary>Asks for another look at something that was written, for others may write over it unseen.</summary>
    public void LookAgain(TimeSpan after, Func<CancellationToken, Task> look) => _looks.Add((after, look));

    /// <summary>Notes something that is not as the code says. It ends the start when everything was compared.</summary>
    public void Differs(string difference) => _differences.Add(difference);

    /// <exception cref="MessagingConfigurationException">Something differs: all of it is in the message.</exception>
    public void ThrowIfDifferent()
    {
        if (_differences.Count > 0)
        {
            throw new MessagingConfigurationException(
                "AWS is not as the code says:" + string.Concat(_differences.Select(difference => $"\n- {difference}")) +
                "\nChange the resources or the code, or set the provisioning to Create or None.");
        }
    }
}
