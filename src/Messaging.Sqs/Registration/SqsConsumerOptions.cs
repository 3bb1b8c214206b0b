using System.ComponentModel.DataAnnotations;
using Messaging.Aws;

namespace Messaging.Sqs;

/// <summary>How one consumer receives from its SQS queue. Bound to <c>Messaging:Consumers:{name}</c>, which has the last word.</summary>
public sealed class SqsConsumerOptions
{
    /// <summary>Gets or sets the queue: a name, a URL or an ARN.</summary>
    /// <value>The default is the consumer's name.</value>
    public string? Queue { get; set; }

    /// <summary>Gets or sets how many messages are handled at the same time.</summary>
    /// <value>The default is 10; 1 to 1,000.</value>
    [Range(1, 1000, ErrorMessage = "MaxConcurrency must be 1 to 1000 messages.")]
    public int MaxConcurrency { get; set; } = 10;

    /// <summary>Gets or sets whether the consumer finds by itself how many messages it handles at the same time.</summary>
    /// <value>The default is <see langword="false"/>: as many as <see cref="MaxConcurrency"/> says.</value>
    /// <remarks>
    /// It begins with <see cref="MinConcurrency"/>, raises the number up to <see cref="MaxConcurrency"/> while handlers stay
    /// about as fast as they can be, and lowers it when they slow down or fail: a busy database gets less to do.
    /// </remarks>
    public bool AdaptiveConcurrency { get; set; }

    /// <summary>Gets or sets the fewest messages that <see cref="AdaptiveConcurrency"/> lets be handled at the same time.</summary>
    /// <value>The default is 1; 1 to 1,000. Above <see cref="MaxConcurrency"/> it counts as that.</value>
    [Range(1, 1000, ErrorMessage = "MinConcurrency must be 1 to 1000 messages.")]
    public int MinConcurrency { get; set; } = 1;

    /// <summary>Gets or sets how many received messages may wait for a free slot at most.</summary>
    /// <value>The default is 100; 0 to 10,000. Only as many wait as will start within two seconds.</value>
    [Range(0, 10_000, ErrorMessage = "MaxBuffer must be 0 to 10000 messages.")]
    public int MaxBuffer { get; set; } = 100;

    /// <summary>Gets or sets how long a message stays hidden from other consumers without being extended.</summary>
    /// <value>The default is the queue's own, or 30 seconds where that cannot be read, and no longer than <see cref="MaxHold"/>; 2 seconds to 12 hours.</value>
    /// <remarks>A handler may take longer: the message is extended at half of this time.</remarks>
    public TimeSpan? VisibilityTimeout { get; set; }

    /// <summary>Gets or sets how long a message is held at most, handling included. Then its handler is cancelled.</summary>
    /// <value>The default is 12 hours, the most that SQS allows.</value>
    public TimeSpan MaxHold { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Gets or sets how long a handler may run. Then its token is cancelled, and it has failed if it obeys.</summary>
    /// <value>The default is no limit but <see cref="MaxHold"/>; at most 12 hours. A handler's own limit goes before.</value>
    public TimeSpan? HandlerTimeout { get; set; }

    /// <summary>Gets or sets how long messages may gather in the queue after a receive that brought only a few.</summary>
    /// <value>The default is zero; at most 20 seconds.</value>
    /// <remarks>
    /// On a trickle a receive carries hardly more than one message, and requests are what SQS charges for. With 500
    /// milliseconds it carries what came in half a second, which is the latency that it adds.
    /// </remarks>
    public TimeSpan ReceiveLinger { get; set; }

    /// <summary>Gets or sets how long a receive waits for messages.</summary>
    /// <value>The default is 20 seconds, the most that SQS allows and the fewest requests.</value>
    public TimeSpan WaitTime { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Gets or sets how long a message is hidden after its first failure; it doubles with each delivery.</summary>
    /// <value>The default is one second. Chance takes away up to half.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets the longest that a failed message is hidden.</summary>
    /// <value>The default is 15 minutes; at most 12 hours.</value>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Gets or sets what happens to a group of a FIFO queue when its first message fails.</summary>
    /// <value>The default is <see cref="Messaging.GroupFailure.Hold"/>.</value>
    public GroupFailure GroupFailure { get; set; }

    /// <summary>Gets or sets after how many different messages that failed in a row everything is taken to fail.</summary>
    /// <value>The default is 10; 0 for never, at most 1,000.</value>
    /// <remarks>
    /// Then the consumer stops receiving and tries one message at a time, every 30 seconds in the end, until one is handled.
    /// What fails meanwhile is kept and its failures are not counted, so that an outage of what handlers call does not fill
    /// the dead-letter queue.
    /// </remarks>
    [Range(0, 1000, ErrorMessage = "BreakAfter must be 0 to 1000 messages.")]
    public int BreakAfter { get; set; } = 10;

    /// <summary>Gets or sets how many failed messages are kept uncounted while everything fails.</summary>
    /// <value>The default is 100; 1 to 10,000. Failures beyond it count as usual, and so does every one after an hour.</value>
    [Range(1, 10_000, ErrorMessage = "MaxParked must be 1 to 10000 messages.")]
    public int MaxParked { get; set; } = 100;

    /// <summary>Gets or sets how long stopping waits for running handlers before it cancels them.</summary>
    /// <value>The default is 20 seconds. The host's own shutdown timeout must be longer by 2 seconds.</value>
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Gets or sets whether stopping cancels a receive that waits, in place of awaiting its answer.</summary>
    /// <value>The default is to await on AWS, which can deliver into a closed connection, and to cancel on an embedded broker.</value>
    public bool? CancelReceivesOnStop { get; set; }

    /// <summary>Gets or sets the dead-letter queue: a name, a URL or an ARN.</summary>
    /// <value>The default is what the queue's redrive policy says.</value>
    public string? DeadLetterQueue { get; set; }

    /// <summary>Gets or sets after how many receives SQS moves a message to the dead-letter queue.</summary>
    /// <value>The default is what the queue's redrive policy says; 1 to 1,000.</value>
    [Range(1, 1000, ErrorMessage = "MaxReceives must be 1 to 1000.")]
    public int? MaxReceives { get; set; }

    /// <summary>Gets or sets what starting does about the queue and its dead-letter queue.</summary>
    /// <value>
    /// The default is what <c>Messaging:Provisioning</c> or <c>UseProvisioning</c> says for all, else <see cref="Provisioning.None"/> on
    /// AWS and <see cref="Provisioning.Create"/> on an embedded broker.
    /// </value>
    public Provisioning? Provisioning { get; set; }

    /// <summary>Gets or sets how long the queue keeps messages, for provisioning.</summary>
    /// <value>The default is the queue's own, 4 days for a new one; 1 minute to 14 days.</value>
    public TimeSpan? MessageRetention { get; set; }

    /// <summary>Gets or sets the KMS key that encrypts the queue, for provisioning: an id, an alias or an ARN.</summary>
    /// <value>The default is the queue's own, a key managed by SQS for a new one.</value>
    public string? KmsKeyId { get; set; }

    /// <summary>Gets the tags of the queue, for provisioning.</summary>
    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
