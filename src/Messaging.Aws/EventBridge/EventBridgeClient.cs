using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Messaging.Aws;

/// <summary>A client of Amazon EventBridge on the AWS SDK's own runtime: what messaging needs of the service, and no more.</summary>
/// <remarks>
/// Credentials, region, endpoint, signatures, retries, clock skew, proxy and telemetry are those of every client of the SDK.
/// <c>AddAWSService&lt;EventBridgeClient&gt;()</c> registers it like one. Requests that the service refuses throw
/// <see cref="EventBridgeException"/>. It may be used from several threads at once.
/// </remarks>
public sealed class EventBridgeClient : AmazonServiceClient, IAmazonService, IEventSender, IEventBusAdministration
{
    private static readonly AwsServiceMetadata Metadata = new(EventBridgeClientConfig.Id);

    /// <summary>Initializes a new instance of the <see cref="EventBridgeClient"/> class with credentials of the default chain.</summary>
    /// <param name="config">The settings.</param>
    public EventBridgeClient(EventBridgeClientConfig config)
        : base(config)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="EventBridgeClient"/> class.</summary>
    /// <param name="credentials">Who sends the requests.</param>
    /// <param name="config">The settings.</param>
    public EventBridgeClient(AWSCredentials credentials, EventBridgeClientConfig config)
        : base(credentials, config)
    {
    }

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => Metadata;

    /// <inheritdoc/>
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new EventBridgeClientConfig();

    /// <inheritdoc/>
    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        awsCredentials is null
            ? new EventBridgeClient((EventBridgeClientConfig)clientConfig)
            : new EventBridgeClient(awsCredentials, (EventBridgeClientConfig)clientConfig);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">There are no entries, or more than ten.</exception>
    /// <exception cref="EventBridgeException">EventBridge refused the whole request.</exception>
    public Task<IReadOnlyList<EventAnswer>> PutEventsAsync(
        IReadOnlyList<EventEntry> entries, CancellationToken cancellationToken = default)
    {
        BatchSize.Check(entries);
        return SendAsync(new PutEventsRequest(entries), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<string> CreateEventBusAsync(
        string name, IReadOnlyDictionary<string, string>? tags = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return SendAsync(new CreateEventBusRequest(name, tags), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<EventBusDescription> DescribeEventBusAsync(string? eventBus, CancellationToken cancellationToken = default) =>
        SendAsync(new DescribeEventBusRequest(eventBus), cancellationToken);

    /// <inheritdoc/>
    public Task DeleteEventBusAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return SendAsync(new DeleteEventBusRequest(name), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<string> PutRuleAsync(EventRule rule, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return SendAsync(new PutRuleRequest(rule), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<EventRule> DescribeRuleAsync(string? eventBus, string rule, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(rule);
        return SendAsync(new DescribeRuleRequest(eventBus, rule), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<EventRule>> ListRulesAsync(
        string? eventBus, string? namePrefix = null, CancellationToken cancellationToken = default) =>
        Pages.ReadAllAsync(token => SendAsync(new ListRulesRequest(eventBus, namePrefix, token), cancellationToken));

    /// <inheritdoc/>
    public Task DeleteRuleAsync(string? eventBus, string rule, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(rule);
        return SendAsync(new DeleteRuleRequest(eventBus, rule), cancellationToken);
    }

    /// <inheritdoc/>
    public Task EnableRuleAsync(string? eventBus, string rule, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(rule);
        return SendAsync(new EnableRuleRequest(eventBus, rule), cancellationToken);
    }

    /// <inheritdoc/>
    public Task DisableRuleAsync(string? eventBus, string rule, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(rule);
        return SendAsync(new DisableRuleRequest(eventBus, rule), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<EventTargetFailure>> PutTargetsAsync(
        string? eventBus, string rule, IReadOnlyList<EventTarget> targets, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(rule);
        ArgumentNullException.ThrowIfNull(targets);
        return SendAsync(new PutTargetsRequest(eventBus, rule, targets), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<EventTarget>> ListTargetsByRuleAsync(
        string? eventBus, string rule, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(rule);
        return Pages.ReadAllAsync(token => SendAsync(new ListTargetsByRuleRequest(eventBus, rule, token), cancellationToken));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<EventTargetFailure>> RemoveTargetsAsync(
        string? eventBus, string rule, IReadOnlyList<string> targetIds, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(rule);
        ArgumentNullException.ThrowIfNull(targetIds);
        return SendAsync(new RemoveTargetsRequest(eventBus, rule, targetIds), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> TestEventPatternAsync(string eventPattern, string eventJson, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(eventPattern);
        ArgumentNullException.ThrowIfNull(eventJson);
        return SendAsync(new TestEventPatternRequest(eventPattern, eventJson), cancellationToken);
    }

    /// <inheritdoc/>
    public Task TagResourceAsync(
        string resourceArn, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(resourceArn);
        ArgumentNullException.ThrowIfNull(tags);
        return SendAsync(new TagResourceRequest(resourceArn, tags), cancellationToken);
    }

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        AwsDefaults.Customize(pipeline);
    }

    private async Task<T> SendAsync<T>(JsonRequest<T> request, CancellationToken cancellationToken)
    {
        var answer = await InvokeAsync<AwsAnswer<T>>(request, JsonCall<T>.Options, cancellationToken).ConfigureAwait(false);
        return answer.Value;
    }

    private static class JsonCall<T>
    {
        public static readonly InvokeOptions Options = new()
        {
            RequestMarshaller = AwsMarshaller.Instance,
            ResponseUnmarshaller = JsonUnmarshaller<T>.Instance,
        };
    }
}
