using System.Globalization;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Messaging.Sqs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messaging.Benchmarks;

/// <summary>The broker's server in its own process, a client of it, and hosts that use the library.</summary>
internal sealed class EngineBench : IDisposable
{
    private const int Senders = 8;

    private readonly RunningServer _server;

    private EngineBench(RunningServer server)
    {
        _server = server;
        Client = new AmazonSQSClient(new BasicAWSCredentials("test", "test"), new AmazonSQSConfig
        {
            ServiceURL = server.Endpoint.ToString(),
            AuthenticationRegion = "us-east-1",
        });
    }

    public AmazonSQSClient Client { get; }

    public static async Task<EngineBench> StartAsync()
    {
        var kind = ServerKind.All[0];
        var server = await RunningServer.StartAsync(kind)
            ?? throw new InvalidOperationException($"The broker's server cannot be started: {kind.WhenMissing}.");
        return new EngineBench(server);
    }

    /// <summary>Makes an empty queue and returns its URL.</summary>
    public async Task<string> CreateQueueAsync(string name) =>
        (await Client.CreateQueueAsync(new CreateQueueRequest
        {
            QueueName = name,
            Attributes = name.EndsWith(".fifo", StringComparison.Ordinal)
                ? new() { ["FifoQueue"] = "true", ["VisibilityTimeout"] = "60" }
                : new() { ["VisibilityTimeout"] = "60" },
        })).QueueUrl;

    /// <summary>Fills a queue by tens.</summary>
    public async Task SendAsync(string url, int count, int groups = 0)
    {
        var chunks = Enumerable.Range(0, count).Chunk(10).ToArray();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async sender =>
        {
            for (var at = sender; at < chunks.Length; at += Senders)
            {
                await Client.SendMessageBatchAsync(url, [.. chunks[at].Select(number => Entry(number, groups))]);
            }
        }));
    }

    /// <summary>Sends one message by itself.</summary>
    public Task SendOneAsync(string url, int number) => Client.SendMessageAsync(url, Body(number));

    public static string Body(int number) => JsonSerializer.Serialize(
        new BenchEnvelope(
            "1.0", Guid.CreateVersion7().ToString(), "/bench", BenchOrder.Name, "2030-01-01T00:00:00.0000000Z", "application/json",
            BenchOrder.Create(number)),
        BenchJson.Default.BenchEnvelope);

    /// <summary>Makes a host with a consumer and a route of one queue.</summary>
    public IHost CreateHost(string queue, BenchWork work, Action<SqsConsumerOptions>? configure = null, bool consumes = true)
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "test");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "test");
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Messaging:Aws:ServiceUrl"] = _server.Endpoint.ToString(),
            ["Messaging:Aws:Region"] = "us-east-1",
        });
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.Services.AddSingleton(work);
        var messaging = builder.Services.AddMessaging()
            .UseJsonContext(BenchJson.Default)
            .AddMessage<BenchOrder>(BenchOrder.Name)
            .PublishToQueue<BenchOrder>(queue);
        if (consumes)
        {
            messaging.AddSqsConsumer(queue, consumer => consumer
                .Handle<BenchOrder, BenchHandler>()
                .Configure(options => options.CancelReceivesOnStop = true)
                .Configure(options => configure?.Invoke(options)));
        }

        return builder.Build();
    }

    public void Dispose()
    {
        Client.Dispose();
        _server.Dispose();
    }

    private static SendMessageBatchRequestEntry Entry(int number, int groups)
    {
        var entry = new SendMessageBatchRequestEntry($"e{number % 10}", Body(number));
        if (groups > 0)
        {
            entry.MessageGroupId = (number % groups).ToString(CultureInfo.InvariantCulture);
            entry.MessageDeduplicationId = number.ToString(CultureInfo.InvariantCulture);
        }

        return entry;
    }
}
