using Amazon.Runtime;

namespace Messaging.Aws;

/// <summary>Creates and reads Amazon SNS topics and subscriptions. An application may register its own implementation.</summary>
/// <remarks>
/// Every method throws <see cref="AmazonServiceException"/> with the service's code when SNS refuses: <c>NotFound</c> for a
/// topic or subscription that does not exist, <c>AuthorizationError</c> for a missing permission.
/// See <see href="https://docs.aws.amazon.com/sns/latest/api/API_Operations.html"/>.
/// </remarks>
public interface ITopicAdministration
{
    /// <summary>Creates a topic, or finds the one of that name.</summary>
    /// <param name="name">The name, which ends in <c>.fifo</c> for a FIFO topic.</param>
    /// <param name="attributes">The attributes by their names, such as <c>FifoTopic</c>; null for none.</param>
    /// <param name="tags">The tags; null for none.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The ARN of the topic.</returns>
    /// <exception cref="AmazonServiceException">
    /// SNS refused. <c>InvalidParameter</c> also means that the topic exists with other attributes or tags.
    /// </exception>
    Task<string> CreateTopicAsync(
        string name, IReadOnlyDictionary<string, string>? attributes = null, IReadOnlyDictionary<string, string>? tags = null,
        CancellationToken cancellationToken = default);

    /// <summary>Reads the attributes of a topic.</summary>
    /// <param name="topicArn">The ARN of the topic.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The values by the attributes' names.</returns>
    Task<IReadOnlyDictionary<string, string>> GetTopicAttributesAsync(
        string topicArn, CancellationToken cancellationToken = default);

    /// <summary>Changes one attribute of a topic.</summary>
    /// <param name="topicArn">The ARN of the topic.</param>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">The new value.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends when SNS has accepted the change.</returns>
    Task SetTopicAttributeAsync(string topicArn, string name, string value, CancellationToken cancellationToken = default);

    /// <summary>Adds tags to a topic, or changes their values.</summary>
    /// <param name="topicArn">The ARN of the topic.</param>
    /// <param name="tags">The tags. Others that the topic has stay.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends when SNS has accepted the tags.</returns>
    Task TagTopicAsync(string topicArn, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken = default);

    /// <summary>Deletes a topic and its subscriptions. A topic that does not exist is no error.</summary>
    /// <param name="topicArn">The ARN of the topic.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends when SNS has accepted the request.</returns>
    Task DeleteTopicAsync(string topicArn, CancellationToken cancellationToken = default);

    /// <summary>Subscribes an endpoint to a topic, or finds its subscription with the same attributes.</summary>
    /// <param name="topicArn">The ARN of the topic.</param>
    /// <param name="protocol">The kind of endpoint: <c>sqs</c>, <c>lambda</c>, <c>https</c> and so on.</param>
    /// <param name="endpoint">The endpoint: the ARN of a queue, an address.</param>
    /// <param name="attributes">The attributes by their names, such as <c>RawMessageDelivery</c>; null for none.</param>
    /// <param name="returnArn">Whether to return the ARN of a subscription that its endpoint has yet to confirm.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The ARN, or the text <c>pending confirmation</c>.</returns>
    /// <exception cref="AmazonServiceException">
    /// SNS refused. <c>InvalidParameter</c> also means that the endpoint is subscribed with other attributes.
    /// </exception>
    Task<string> SubscribeAsync(
        string topicArn, string protocol, string endpoint, IReadOnlyDictionary<string, string>? attributes = null,
        bool returnArn = true, CancellationToken cancellationToken = default);

    /// <summary>Reads the attributes of a subscription.</summary>
    /// <param name="subscriptionArn">The ARN of the subscription.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The values by the attributes' names.</returns>
    Task<IReadOnlyDictionary<string, string>> GetSubscriptionAttributesAsync(
        string subscriptionArn, CancellationToken cancellationToken = default);

    /// <summary>Changes one attribute of a subscription.</summary>
    /// <param name="subscriptionArn">The ARN of the subscription.</param>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">The new value; an empty text removes a filter policy.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends when SNS has accepted the change, which takes up to 15 minutes to have effect.</returns>
    Task SetSubscriptionAttributeAsync(
        string subscriptionArn, string name, string value, CancellationToken cancellationToken = default);

    /// <summary>Lists all subscriptions of a topic, with as many requests as that takes.</summary>
    /// <param name="topicArn">The ARN of the topic.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The subscriptions.</returns>
    Task<IReadOnlyList<TopicSubscription>> ListSubscriptionsByTopicAsync(
        string topicArn, CancellationToken cancellationToken = default);

    /// <summary>Deletes a subscription. One that does not exist is no error.</summary>
    /// <param name="subscriptionArn">The ARN of the subscription.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends when SNS has accepted the request.</returns>
    Task UnsubscribeAsync(string subscriptionArn, CancellationToken cancellationToken = default);
}
