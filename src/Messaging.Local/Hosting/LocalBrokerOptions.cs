namespace Messaging.Local;

/// <summary>Says how the embedded broker behaves.</summary>
/// <remarks>
/// By default the broker takes the freedom that Amazon SQS takes with
/// <see href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html">standard queues</see>,
/// so that what works here works there. <see cref="Exact"/> makes one that takes none. The options are read when the
/// broker is made; later changes have no effect.
/// </remarks>
public sealed class LocalBrokerOptions
{
    /// <summary>Gets or sets what all chance is drawn from: order, repeats, faults and message ids.</summary>
    /// <value>The default is null: another seed each time, which <see cref="LocalBroker.Seed"/> tells.</value>
    /// <remarks>
    /// The same seed and the same requests in the same order give the same answers. Message ids repeat too, so a fixed
    /// seed is for tests, not for a process whose message ids are remembered elsewhere.
    /// </remarks>
    public int? Seed { get; set; }

    /// <summary>Gets or sets whether standard queues deliver neighbouring messages out of order.</summary>
    /// <value>The default is true. A message is overtaken by a few others at most; none is left behind.</value>
    public bool ReorderStandardQueues { get; set; } = true;

    /// <summary>Gets or sets the share of deliveries of standard queues that happen twice.</summary>
    /// <value>From 0 to 1. The default is 0.001.</value>
    /// <remarks>
    /// The second delivery comes while the first is in flight, with a new receipt handle and a higher receive count. It
    /// never takes the message over the queue's maximum of receives.
    /// </remarks>
    public double RepeatRate { get; set; } = 0.001;

    /// <summary>Gets or sets whether a receive that the client cancels may go on waiting and take messages.</summary>
    /// <value>The default is true. What it takes comes back after the visibility timeout.</value>
    public bool CancelledPollsMayTakeMessages { get; set; } = true;

    /// <summary>
    /// Gets or sets the region of requests that are not signed, and of <see cref="LocalBroker.Region"/>.
    /// </summary>
    /// <value>The default is <c>us-east-1</c>. Requests signed for another region see other queues.</value>
    public string Region { get; set; } = "us-east-1";

    /// <summary>Gets or sets the account in addresses and ARNs.</summary>
    /// <value>The default is <c>000000000000</c>.</value>
    public string AccountId { get; set; } = "000000000000";

    /// <summary>Gets or sets whether a deleted queue's name stays taken for 60 seconds, as on AWS.</summary>
    /// <value>The default is false.</value>
    public bool EnforceDeleteCooldown { get; set; }

    /// <summary>
    /// Gets or sets whether topics and rules reach only queues whose access policy lets them, as on AWS.
    /// </summary>
    /// <value>The default is true. What a policy refuses goes to the dead-letter queue, or is lost.</value>
    public bool EnforceQueuePolicies { get; set; } = true;

    /// <summary>Gets or sets what sends the requests of topics to HTTP endpoints.</summary>
    /// <value>The default is null: a handler of the broker's own, over the network. The broker does not dispose another.</value>
    public HttpMessageHandler? OutgoingHandler { get; set; }

    /// <summary>Gets or sets whether the broker records what happens to each message.</summary>
    /// <value>The default is true.</value>
    public bool KeepLedger { get; set; } = true;

    /// <summary>Gets or sets how many entries the ledger keeps; the oldest make room.</summary>
    /// <value>At least 1. The default is 1,000,000.</value>
    public int LedgerCapacity { get; set; } = 1_000_000;

    /// <summary>Makes options of a broker without surprises: in order, once, and cancelled means cancelled.</summary>
    /// <returns>New options with the seed 0.</returns>
    public static LocalBrokerOptions Exact()
    {
        var options = new LocalBrokerOptions { Seed = 0 };
        options.BeExact();
        return options;
    }

    /// <summary>Takes away the surprises: no reordering, no repeats, and cancelled receives take nothing.</summary>
    /// <remarks>The seed stays as it is.</remarks>
    public void BeExact()
    {
        ReorderStandardQueues = false;
        RepeatRate = 0;
        CancelledPollsMayTakeMessages = false;
    }

    internal LocalBrokerOptions CheckedCopy()
    {
        if (RepeatRate is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(RepeatRate), RepeatRate, "RepeatRate is a share from 0 to 1.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(LedgerCapacity, 1);
        ArgumentException.ThrowIfNullOrWhiteSpace(Region);
        ArgumentException.ThrowIfNullOrWhiteSpace(AccountId);
        return (LocalBrokerOptions)MemberwiseClone();
    }
}
