using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Messaging.Local.Tests;

/// <summary>A broker in fake time, and the real client of AWS in front of it.</summary>
public sealed class BrokerFixture : IDisposable
{
    public BrokerFixture(LocalBrokerOptions? options = null)
    {
        Broker = new LocalBroker(options ?? LocalBrokerOptions.Exact(), Time);
        Client = NewClient();
    }

    public WatchedTime Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public LocalBroker Broker { get; }

    public AmazonSQSClient Client { get; }

    public AmazonSQSClient NewClient(string region = "us-east-1", int retries = 0) => new(
        new BasicAWSCredentials("local", "local"),
        new AmazonSQSConfig
        {
            ServiceURL = Broker.Endpoint.AbsoluteUri,
            AuthenticationRegion = region,
            HttpClientFactory = new InMemoryClients(Broker.Handler),
            MaxErrorRetry = retries,
        });

    public void Advance(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    public async Task<string> CreateAsync(string name, params (string Name, string Value)[] attributes)
    {
        var all = attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value);
        if (name.EndsWith(".fifo", StringComparison.Ordinal))
        {
            all.TryAdd("FifoQueue", "true");
            all.TryAdd("ContentBasedDeduplication", "true");
        }

        var answer = await Client.CreateQueueAsync(new CreateQueueRequest { QueueName = name, Attributes = all });
        return answer.QueueUrl;
    }

    /// <summary>Creates <c>orders</c>, whose dead letters go to <c>orders-dlq</c>.</summary>
    public async Task<(string Queue, string DeadLetters)> CreateWithDeadLettersAsync(int maxReceives, bool fifo = false)
    {
        var suffix = fifo ? ".fifo" : string.Empty;
        var letters = await CreateAsync("orders-dlq" + suffix);
        var queue = await CreateAsync("orders" + suffix, ("RedrivePolicy", RedriveTo("orders-dlq" + suffix, maxReceives)));
        return (queue, letters);
    }

    public static string Arn(string name) => $"arn:aws:sqs:us-east-1:000000000000:{name}";

    public static string RedriveTo(string name, int maxReceives) =>
        $$"""{"deadLetterTargetArn":"{{Arn(name)}}","maxReceiveCount":{{maxReceives}}}""";

    public Task<SendMessageResponse> SendAsync(string queue, string body, string? group = null, string? deduplication = null) =>
        Client.SendMessageAsync(new SendMessageRequest(queue, body)
        {
            MessageGroupId = group,
            MessageDeduplicationId = deduplication,
        });

    public async Task<List<Amazon.SQS.Model.Message>> ReceiveAsync(
        string queue, int most = 10, int? visibility = null, int? wait = null)
    {
        var answer = await Client.ReceiveMessageAsync(new ReceiveMessageRequest(queue)
        {
            MaxNumberOfMessages = most,
            VisibilityTimeout = visibility,
            WaitTimeSeconds = wait,
            MessageSystemAttributeNames = ["All"],
            MessageAttributeNames = ["All"],
        });
        return answer.Messages ?? [];
    }

    public async Task<string[]> BodiesAsync(string queue, int most = 10, int? visibility = null) =>
        [.. (await ReceiveAsync(queue, most, visibility)).Select(message => message.Body)];

    public void Dispose()
    {
        Client.Dispose();
        Broker.Dispose();
    }

    internal sealed class InMemoryClients(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
