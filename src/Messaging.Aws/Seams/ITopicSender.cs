using Amazon.Runtime;

namespace Messaging.Aws;

/// <summary>Publishes to Amazon SNS topics. An application may register its own in place of the library's client.</summary>
/// <remarks>
/// The transports know SNS by this interface and by <see cref="ITopicAdministration"/> only. Implementations are safe to use
/// from several threads at once. See <see href="https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html"/>.
/// </remarks>
public interface ITopicSender
{
    /// <summary>Publishes one message.</summary>
    /// <param name="topicArn">The ARN of the topic.</param>
    /// <param name="entry">The message.</param>
    /// <param name="cancellationToken">Ends the request. SNS may have accepted the message all the same.</param>
    /// <returns>What SNS says about the message it accepted.</returns>
    /// <exception cref="AmazonServiceException">SNS refused the message, or could not be reached.</exception>
    Task<TopicReceipt> PublishAsync(string topicArn, TopicEntry entry, CancellationToken cancellationToken = default);

    /// <summary>Publishes up to ten messages with one request.</summary>
    /// <param name="topicArn">The ARN of the topic.</param>
    /// <param name="entries">1 to 10 messages, of 262,144 bytes together unless the topic allows more.</param>
    /// <param name="cancellationToken">Ends the request. SNS may have accepted the messages all the same.</param>
    /// <returns>One answer for each entry, in the order of the entries. Some may be refused while others are accepted.</returns>
    /// <exception cref="AmazonServiceException">SNS refused the whole request, or could not be reached.</exception>
    Task<IReadOnlyList<TopicAnswer>> PublishBatchAsync(
        string topicArn, IReadOnlyList<TopicEntry> entries, CancellationToken cancellationToken = default);
}
