using System.ComponentModel.DataAnnotations;

namespace Messaging.Lambda;

/// <summary>How a function handles what Lambda invokes it with. Bound to <c>Messaging:Functions:{name}</c>, which has the last word.</summary>
public sealed class LambdaFunctionOptions
{
    /// <summary>Gets or sets how many messages of one invocation are handled at the same time.</summary>
    /// <value>The default is 10; 1 to 10,000. Of a FIFO group it is always one at a time, in order.</value>
    [Range(1, LambdaLimits.MaxConcurrency, ErrorMessage = "MaxConcurrency must be 1 to 10000 messages.")]
    public int MaxConcurrency { get; set; } = 10;

    /// <summary>Gets or sets whether the queue's event-source mapping has <c>ReportBatchItemFailures</c>.</summary>
    /// <value>
    /// The default is true: what failed is named in the answer, and only that comes again. Set it to false for a mapping
    /// without, because Lambda would take such an answer for success and delete what failed; then the whole invocation fails.
    /// </value>
    public bool ReportBatchItemFailures { get; set; } = true;

    /// <summary>Gets or sets the time limit of the function, for a <see cref="LambdaHandler"/>, which is told no deadline.</summary>
    /// <value>
    /// The default is null: no limit is known, and handlers run until Lambda ends the process. Up to 15 minutes. A function
    /// that runs by the Runtime API is told its deadline with each invocation, and does not use this.
    /// </value>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Gets or sets how long before the deadline handlers are cancelled, so that the function can answer in time.</summary>
    /// <value>
    /// The default is one second; at most half of the time that an invocation has. When half of the margin has passed, the
    /// function answers, and handlers that still run count as failed.
    /// </value>
    public TimeSpan DeadlineMargin { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets how long a message is hidden after its first failure; it doubles with each delivery.</summary>
    /// <value>
    /// The default is null: a failed message comes again when the visibility timeout of its queue is over, as is usual with
    /// Lambda. Chance takes away up to half. Needs the permission <c>sqs:ChangeMessageVisibility</c>.
    /// </value>
    public TimeSpan? RetryDelay { get; set; }

    /// <summary>Gets or sets the longest that a failed message is hidden by <see cref="RetryDelay"/>.</summary>
    /// <value>The default is 15 minutes; at most 11 hours and 40 minutes.</value>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Gets or sets the dead-letter queue for messages that cannot be read, or that a handler gave up: a name, a URL or an ARN.</summary>
    /// <value>
    /// The default is what the redrive policy of the message's queue says, where that may be read; events of SNS and
    /// EventBridge have none. Needs the permission <c>sqs:SendMessage</c> on it. Without, such messages fail and come again.
    /// </value>
    public string? DeadLetterQueue { get; set; }

    /// <summary>Gets or sets after how many receives SQS gives a message up, as handlers see it.</summary>
    /// <value>The default is null: it is not known. 1 to 1,000.</value>
    [Range(1, 1000, ErrorMessage = "MaxReceives must be 1 to 1000.")]
    public int? MaxReceives { get; set; }
}
