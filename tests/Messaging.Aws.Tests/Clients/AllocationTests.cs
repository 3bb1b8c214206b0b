using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Messaging.Aws.Tests;

/// <summary>What a batch of ten costs in memory, beside the same of the SDK's own client of SQS.</summary>
[Collection("Environment")]
public sealed class AllocationTests
{
    private const int Batches = 200;

    private static readonly string Body = $$"""{"id":"{{new string('x', 200)}}","text":"é {{new string('y', 200)}}"}""";

    private static readonly string[] Ids = [.. Enumerable.Range(0, 10).Select(number => $"{number}")];

    [Fact]
    public async Task A_batch_to_a_topic_costs_no_more_than_one_to_a_queue()
    {
        using var http = new Canned();
        using var sqs = new AmazonSQSClient(
            new BasicAWSCredentials("a", "b"), new AmazonSQSConfig { RegionEndpoint = Amazon.RegionEndpoint.EUCentral1, HttpClientFactory = http });
        using var sns = new SnsClient(
            new BasicAWSCredentials("a", "b"), new SnsClientConfig { RegionEndpoint = Amazon.RegionEndpoint.EUCentral1, HttpClientFactory = http });

        http.Answer = SqsAnswer();
        await MeasureAsync(() => SendAsync(sqs));
        var queue = await MeasureAsync(() => SendAsync(sqs));
        http.Answer = SnsAnswer();
        await MeasureAsync(() => PublishAsync(sns));
        var topic = await MeasureAsync(() => PublishAsync(sns));

        Assert.True(topic <= queue, $"PublishBatch allocates {topic} bytes, SendMessageBatch {queue}.");
    }

    private static async Task<long> MeasureAsync(Func<Task> send)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var batch = 0; batch < Batches; batch++)
        {
            await send();
        }

        return (GC.GetTotalAllocatedBytes(precise: true) - before) / Batches;
    }

    private static async Task SendAsync(AmazonSQSClient sqs)
    {
        var entries = new List<SendMessageBatchRequestEntry>(10);
        for (var number = 0; number < 10; number++)
        {
            entries.Add(new SendMessageBatchRequestEntry
            {
                Id = Ids[number],
                MessageBody = Body,
                MessageAttributes = new Dictionary<string, MessageAttributeValue>(1)
                {
                    ["type"] = new MessageAttributeValue { DataType = "String", StringValue = "orders.placed" },
                },
            });
        }

        var response = await sqs.SendMessageBatchAsync(
            new SendMessageBatchRequest { QueueUrl = "https://sqs.eu-central-1.amazonaws.com/123456789012/orders", Entries = entries });
        Assert.Equal(10, response.Successful.Count);
    }

    private static async Task PublishAsync(SnsClient sns)
    {
        var entries = new List<TopicEntry>(10);
        for (var number = 0; number < 10; number++)
        {
            entries.Add(new TopicEntry { Message = Body, Attributes = [new TopicAttribute { Name = "type", Value = "orders.placed" }] });
        }

        var answers = await sns.PublishBatchAsync("arn:aws:sns:eu-central-1:123456789012:orders", entries);
        Assert.All(answers, answer => Assert.True(answer.IsAccepted));
    }

    // The client compares the hash of the body. That of the attributes is left out, and what comparing it would cost.
    [SuppressMessage("Security", "CA5351", Justification = "SQS uses MD5 against damage, not against attackers.")]
    private static byte[] SqsAnswer()
    {
        var hash = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(Body)));
        return Encoding.UTF8.GetBytes("{\"Failed\":[],\"Successful\":[" + string.Join(',', Ids.Select(
            id => $$"""{"Id":"{{id}}","MessageId":"{{Guid.Empty}}","MD5OfMessageBody":"{{hash}}"}""")) + "]}");
    }

    private static byte[] SnsAnswer() => Encoding.UTF8.GetBytes(
        "<PublishBatchResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishBatchResult><Failed/><Successful>" +
        string.Concat(Enumerable.Range(0, 10).Select(
            number => $"<member><MessageId>{Guid.Empty}</MessageId><Id>{number}</Id></member>")) +
        "</Successful></PublishBatchResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishBatchResponse>");

    private sealed class Canned : HttpClientFactory, IDisposable
    {
        private readonly Handler _handler = new();
        private readonly HttpClient _client;

        public Canned() => _client = new HttpClient(_handler, disposeHandler: false);

        public byte[] Answer
        {
            set => _handler.Answer = value;
        }

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

        public void Dispose()
        {
            _client.Dispose();
            _handler.Dispose();
        }

        private sealed class Handler : HttpMessageHandler
        {
            public byte[] Answer { get; set; } = [];

            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
                Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Answer) });
        }
    }
}
