using System.Text;

namespace Messaging.Sqs;

/// <summary>The limits that Amazon SQS sets.</summary>
internal static class SqsLimits
{
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
    public const int MaxMessageBytes = 1_048_576;

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
    public const int MaxBatchBytes = 1_048_576;

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
    public const int MaxBatchEntries = 10;

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
    public const int MaxAttributes = 10;

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
    public const int MaxDeduplicationIdLength = 128;

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delay-queues.html
    public static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(15);

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
    public static readonly TimeSpan MaxVisibility = TimeSpan.FromHours(12);

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
    public static readonly TimeSpan MaxReceiveWait = TimeSpan.FromSeconds(20);

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
    public static readonly TimeSpan MaxRetention = TimeSpan.FromDays(14);

    /// <summary>Gets what a queue takes, for the stage that measures messages.</summary>
    public static DestinationLimits ForQueue(bool isFifo) => new()
    {
        MaxMessageBytes = MaxMessageBytes,
        MaxBatchBytes = MaxBatchBytes,
        MaxBatchEntries = MaxBatchEntries,
        MaxAttributes = MaxAttributes,
        IsFifo = isFifo,
        TakesDelay = !isFifo,
    };

    /// <summary>Gets what a string attribute adds to the size of its message: name, data type and value in UTF-8.</summary>
    public static int StringAttributeBytes(string name, string value) =>
        Encoding.UTF8.GetByteCount(name) + "String".Length + Encoding.UTF8.GetByteCount(value);

    /// <summary>Gets whole seconds, rounded up, within what the service takes.</summary>
    public static int Seconds(TimeSpan time, TimeSpan max) =>
        (int)Math.Ceiling(Math.Clamp(time.TotalSeconds, 0, max.TotalSeconds));
}
