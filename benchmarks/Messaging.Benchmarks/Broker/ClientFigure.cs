using Amazon.Runtime;
using Amazon.SQS;
using Messaging.Local;

namespace Messaging.Benchmarks;

/// <summary>How many requests the real client gets through when the broker is in its process.</summary>
internal sealed class ClientFigure : IFigure
{
    private const int RequestsPerMessage = 3;

    public string Name => "client";

    public async Task MeasureAsync(bool quick)
    {
        using var broker = new LocalBroker(new LocalBrokerOptions { Seed = 1, KeepLedger = false });
        using var client = new AmazonSQSClient(new BasicAWSCredentials("test", "test"), new AmazonSQSConfig
        {
            ServiceURL = broker.Endpoint.ToString(),
            AuthenticationRegion = broker.Region,
            HttpClientFactory = new BrokerHttp(broker),
        });
        var queue = (await client.CreateQueueAsync("orders")).QueueUrl;
        var cycles = quick ? 1000 : 5000;
        await MoveAsync(client, queue, cycles);
        var rounds = new Rounds();
        await rounds.MeasureAsync(quick ? 3 : 7, cycles, count => MoveAsync(client, queue, count));
        Output.Write(
            "AWSSDK client in the process, unbatched, median per core",
            rounds.MedianPerCore * RequestsPerMessage,
            "requests/s");
        Output.Write(
            "AWSSDK client in the process, unbatched, median by the clock",
            rounds.Median * RequestsPerMessage,
            "requests/s");
    }

    private static async Task MoveAsync(AmazonSQSClient client, string queue, int count)
    {
        for (var at = 0; at < count; at++)
        {
            await client.SendMessageAsync(queue, "a message of the benchmark");
            var received = await client.ReceiveMessageAsync(queue);
            await client.DeleteMessageAsync(queue, received.Messages[0].ReceiptHandle);
        }
    }

    private sealed class BrokerHttp(LocalBroker broker) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
            new(broker.Handler, disposeHandler: false);
    }
}
