namespace Messaging.Sns;

/// <summary>The limits that Amazon SNS sets.</summary>
internal static class SnsLimits
{
    // https://docs.aws.amazon.com/sns/latest/dg/large-message-payloads.html: what a topic takes unless its MaximumMessageSize says more.
    public const int MaxMessageBytes = 262_144;

    // https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html: the messages of a batch together have the limit of one.
    public const int MaxBatchBytes = 262_144;

    // https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
    public const int MaxBatchEntries = 10;

    // Raw delivery to a queue drops messages with more: https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
    public const int MaxAttributes = 10;

    // https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
    public const int MaxSubjectLength = 100;

    // https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
    public const int MaxFilterKeys = 5;

    /// <summary>Gets what a topic takes, for the stage that measures messages.</summary>
    public static DestinationLimits ForTopic(bool isFifo) => new()
    {
        MaxMessageBytes = MaxMessageBytes,
        MaxBatchBytes = MaxBatchBytes,
        MaxBatchEntries = MaxBatchEntries,
        MaxAttributes = MaxAttributes,
        IsFifo = isFifo,
    };
}
