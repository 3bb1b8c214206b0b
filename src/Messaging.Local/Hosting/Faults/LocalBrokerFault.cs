namespace Messaging.Local;

/// <summary>Describes one way in which requests or deliveries fail: which, how often, and how.</summary>
public sealed class LocalBrokerFault
{
    private readonly double _probability = 1;
    private int _happened;

    /// <summary>Gets what happens.</summary>
    public required LocalBrokerFaultKind Kind { get; init; }

    /// <summary>Gets the action that is meant, such as <c>SendMessageBatch</c>, or <c>sns.TagResource</c> of one service.</summary>
    /// <value>The default is null: every action.</value>
    /// <remarks>It has no meaning for faults of deliveries, which are no requests.</remarks>
    public string? Action { get; init; }

    /// <summary>Gets the name of the queue, topic or event bus that is meant, without its address or ARN.</summary>
    /// <value>The default is null: everything.</value>
    /// <remarks>
    /// A <see cref="LocalBrokerFaultKind.FailDelivery"/> is meant by the topic or the rule that delivers and by the
    /// queue, topic, bus or function that it delivers to. A PutEvents is about the bus of its first entry.
    /// </remarks>
    public string? Resource { get; init; }

    /// <summary>
    /// Gets how likely a request, a delivery, or an entry for <see cref="LocalBrokerFaultKind.FailEntry"/>, is hit.
    /// </summary>
    /// <value>From 0 to 1. The default is 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when it is set outside of that range.</exception>
    public double Probability
    {
        get => _probability;
        init => _probability = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A probability is from 0 to 1.");
    }

    /// <summary>Gets after how many hits the fault is over.</summary>
    /// <value>The default is null: never.</value>
    public int? Times { get; init; }

    /// <summary>Gets how long a <see cref="LocalBrokerFaultKind.Delay"/> lasts.</summary>
    /// <value>The default is zero.</value>
    public TimeSpan Duration { get; init; }

    /// <summary>Gets how often the fault has hit.</summary>
    public int Happened => Volatile.Read(ref _happened);

    internal bool IsOfRequests => Kind != LocalBrokerFaultKind.FailEntry && !IsOfDeliveries;

    private bool IsOfDeliveries => Kind is LocalBrokerFaultKind.DuplicateDelivery
        or LocalBrokerFaultKind.ReorderDelivery or LocalBrokerFaultKind.FailDelivery;

    internal bool Hits(FaultSubject subject, Random random)
    {
        if ((Action is not null && !IsOfDeliveries && !subject.IsOfAction(Action))
            || (Resource is not null && !subject.IsAbout(Resource))
            || Happened >= Times || random.NextDouble() >= Probability)
        {
            return false;
        }

        Interlocked.Increment(ref _happened);
        return true;
    }
}
