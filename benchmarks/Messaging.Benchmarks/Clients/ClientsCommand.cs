using Amazon;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Messaging.Aws;

namespace Messaging.Benchmarks;

/// <summary>Measures what a batch of ten costs the clients of SNS and EventBridge, beside the SDK's own client of SQS.</summary>
internal static class ClientsCommand
{
    private const int Entries = 10;

    private static readonly string[] Ids = [.. Enumerable.Range(0, Entries).Select(number => $"{number}")];

    private static readonly BasicAWSCredentials Credentials = new("test", "test");

    public static async Task<int> RunAsync(string[] arguments)
    {
        var batches = arguments.Contains("--quick", StringComparer.Ordinal) ? 2_000 : 20_000;
        using var queue = new CannedService(CannedAnswers.Queue());
        using var topic = new CannedService(CannedAnswers.Topic());
        using var bus = new CannedService(CannedAnswers.Bus());
        using var sqs = new AmazonSQSClient(Credentials, Configured(new AmazonSQSConfig(), queue));
        using var sns = new SnsClient(Credentials, Configured(new SnsClientConfig(), topic));
        using var events = new EventBridgeClient(Credentials, Configured(new EventBridgeClientConfig(), bus));

        var rounds = new BatchRounds(batches);
        await rounds.MeasureAsync(
            ("SendMessageBatch(10), AWSSDK.SQS", () => SendAsync(sqs)),
            ("PublishBatch(10), SnsClient", () => PublishAsync(sns)),
            ("PutEvents(10), EventBridgeClient", () => PutAsync(events)));
        return 0;
    }

    private static TConfig Configured<TConfig>(TConfig config, CannedService service)
        where TConfig : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.EUCentral1;
        config.HttpClientFactory = service;
        return config;
    }

    private static Task<SendMessageBatchResponse> SendAsync(AmazonSQSClient client)
    {
        var entries = new List<SendMessageBatchRequestEntry>(Entries);
        foreach (var id in Ids)
        {
            entries.Add(new SendMessageBatchRequestEntry
            {
                Id = id,
                MessageBody = CannedAnswers.Body,
                MessageAttributes = new Dictionary<string, MessageAttributeValue>(1)
                {
                    ["type"] = new MessageAttributeValue { DataType = "String", StringValue = "orders.placed" },
                },
            });
        }

        return client.SendMessageBatchAsync(
            new SendMessageBatchRequest { QueueUrl = "https://sqs.eu-central-1.amazonaws.com/123456789012/orders", Entries = entries });
    }

    private static Task<IReadOnlyList<TopicAnswer>> PublishAsync(SnsClient client)
    {
        var entries = new List<TopicEntry>(Entries);
        foreach (var _ in Ids)
        {
            entries.Add(new TopicEntry
            {
                Message = CannedAnswers.Body,
                Attributes = [new TopicAttribute { Name = "type", Value = "orders.placed" }],
            });
        }

        return client.PublishBatchAsync("arn:aws:sns:eu-central-1:123456789012:orders", entries);
    }

    private static Task<IReadOnlyList<EventAnswer>> PutAsync(EventBridgeClient client)
    {
        var entries = new List<EventEntry>(Entries);
        foreach (var _ in Ids)
        {
            entries.Add(new EventEntry { Source = "com.acme.orders", DetailType = "orders.placed", Detail = CannedAnswers.Body });
        }

        return client.PutEventsAsync(entries);
    }
}
