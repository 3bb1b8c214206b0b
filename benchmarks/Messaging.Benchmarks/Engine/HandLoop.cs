using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Messaging.Benchmarks;

/// <summary>Consuming and publishing as one writes it by hand over the SDK, with the same parsing and no promise at all.</summary>
internal static class HandLoop
{
    private const int Loops = 4;

    /// <summary>Receives by tens in four loops, handles all at once, deletes by tens.</summary>
    public static async Task ConsumeAsync(AmazonSQSClient client, string url, BenchWork work, int count)
    {
        using var done = new CancellationTokenSource();
        var loops = Enumerable.Range(0, Loops).Select(_ => LoopAsync(client, url, work, done.Token)).ToArray();
        await work.UntilAsync(count);
        await done.CancelAsync();
        await Task.WhenAll(loops);
    }

    /// <summary>Writes and sends by tens in eight loops.</summary>
    public static Task PublishAsync(AmazonSQSClient client, string url, int count)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var batch && batch < count / 10)
            {
                var entries = new List<SendMessageBatchRequestEntry>(10);
                for (var index = 0; index < 10; index++)
                {
                    entries.Add(new SendMessageBatchRequestEntry($"{index}", EngineBench.Body((batch * 10) + index))
                    {
                        MessageAttributes = new() { ["type"] = new() { DataType = "String", StringValue = BenchOrder.Name } },
                    });
                }

                await client.SendMessageBatchAsync(url, entries);
            }
        }));
    }

    private static async Task LoopAsync(AmazonSQSClient client, string url, BenchWork work, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            try
            {
                var answer = await client.ReceiveMessageAsync(
                    new ReceiveMessageRequest
                    {
                        QueueUrl = url,
                        MaxNumberOfMessages = 10,
                        WaitTimeSeconds = 20,
                        VisibilityTimeout = 60,
                        MessageSystemAttributeNames = ["All"],
                        MessageAttributeNames = ["All"],
                    },
                    done);
                if (answer.Messages is not { Count: > 0 } messages)
                {
                    continue;
                }

                await Task.WhenAll(messages.Select(message => work.DoAsync(
                    JsonSerializer.Deserialize(message.Body, BenchJson.Default.BenchEnvelope)!.Data, done)));
                await client.DeleteMessageBatchAsync(
                    url,
                    [.. messages.Select((message, index) => new DeleteMessageBatchRequestEntry($"{index}", message.ReceiptHandle))],
                    CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
