using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Messaging.Aws;

/// <summary>A client of Amazon SNS on the AWS SDK's own runtime: what messaging needs of the service, and no more.</summary>
/// <remarks>
/// Credentials, region, endpoint, signatures, retries, clock skew, proxy and telemetry are those of every client of the SDK.
/// <c>AddAWSService&lt;SnsClient&gt;()</c> registers it like one. Requests that the service refuses throw
/// <see cref="SnsException"/>. It may be used from several threads at once.
/// </remarks>
public sealed class SnsClient : AmazonServiceClient, IAmazonService, ITopicSender, ITopicAdministration
{
    private static readonly AwsServiceMetadata Metadata = new(SnsClientConfig.Id);

    /// <summary>Initializes a new instance of the <see cref="SnsClient"/> class with credentials of the default chain.</summary>
    /// <param name="config">The settings.</param>
    public SnsClient(SnsClientConfig config)
        : base(config)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="SnsClient"/> class.</summary>
    /// <param name="credentials">Who sends the requests.</param>
    /// <param name="config">The settings.</param>
    public SnsClient(AWSCredentials credentials, SnsClientConfig config)
        : base(credentials, config)
    {
    }

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => Metadata;

    /// <inheritdoc/>
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new SnsClientConfig();

    /// <inheritdoc/>
    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        awsCredentials is null
            ? new SnsClient((SnsClientConfig)clientConfig)
            : new SnsClient(awsCredentials, (SnsClientConfig)clientConfig);

    /// <inheritdoc/>
    /// <exception cref="SnsException">SNS refused the message.</exception>
    public Task<TopicReceipt> PublishAsync(string topicArn, TopicEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topicArn);
        ArgumentNullException.ThrowIfNull(entry);
        return SendAsync(new PublishRequest(topicArn, entry), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">There are no entries, or more than ten.</exception>
    /// <exception cref="SnsException">SNS refused the whole request.</exception>
    public Task<IReadOnlyList<TopicAnswer>> PublishBatchAsync(
        string topicArn, IReadOnlyList<TopicEntry> entries, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topicArn);
        BatchSize.Check(entries);
        return SendAsync(new PublishBatchRequest(topicArn, entries), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<string> CreateTopicAsync(
        string name, IReadOnlyDictionary<string, string>? attributes = null, IReadOnlyDictionary<string, string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return SendAsync(new CreateTopicRequest(name, attributes, tags), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, string>> GetTopicAttributesAsync(
        string topicArn, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topicArn);
        return SendAsync(new GetTopicAttributesRequest(topicArn), cancellationToken);
    }

    /// <inheritdoc/>
    public Task SetTopicAttributeAsync(string topicArn, string name, string value, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topicArn);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        return SendAsync(new SetTopicAttributesRequest(topicArn, name, value), cancellationToken);
    }

    /// <inheritdoc/>
    public Task TagTopicAsync(
        string topicArn, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topicArn);
        ArgumentNullException.ThrowIfNull(tags);
        return SendAsync(new TagTopicRequest(topicArn, tags), cancellationToken);
    }

    /// <inheritdoc/>
    public Task DeleteTopicAsync(string topicArn, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topicArn);
        return SendAsync(new DeleteTopicRequest(topicArn), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<string> SubscribeAsync(
        string topicArn, string protocol, string endpoint, IReadOnlyDictionary<string, string>? attributes = null,
        bool returnArn = true, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topicArn);
        ArgumentException.ThrowIfNullOrEmpty(protocol);
        ArgumentException.ThrowIfNullOrEmpty(endpoint);
        return SendAsync(new SubscribeRequest(topicArn, protocol, endpoint, attributes, returnArn), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, string>> GetSubscriptionAttributesAsync(
        string subscriptionArn, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(subscriptionArn);
        return SendAsync(new GetSubscriptionAttributesRequest(subscriptionArn), cancellationToken);
    }

    /// <inheritdoc/>
    public Task SetSubscriptionAttributeAsync(
        string subscriptionArn, string name, string value, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(subscriptionArn);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        return SendAsync(new SetSubscriptionAttributesRequest(subscriptionArn, name, value), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<TopicSubscription>> ListSubscriptionsByTopicAsync(
        string topicArn, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topicArn);
        return Pages.ReadAllAsync(
            token => SendAsync(new ListSubscriptionsByTopicRequest(topicArn, token), cancellationToken));
    }

    /// <inheritdoc/>
    public Task UnsubscribeAsync(string subscriptionArn, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(subscriptionArn);
        return SendAsync(new UnsubscribeRequest(subscriptionArn), cancellationToken);
    }

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        AwsDefaults.Customize(pipeline);
    }

    private async Task<T> SendAsync<T>(QueryRequest<T> request, CancellationToken cancellationToken)
    {
        var answer = await InvokeAsync<AwsAnswer<T>>(request, QueryCall<T>.Options, cancellationToken).ConfigureAwait(false);
        return answer.Value;
    }

    private static class QueryCall<T>
    {
        public static readonly InvokeOptions Options = new()
        {
            RequestMarshaller = AwsMarshaller.Instance,
            ResponseUnmarshaller = QueryUnmarshaller<T>.Instance,
        };
    }
}
