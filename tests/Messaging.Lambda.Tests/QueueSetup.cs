using System.Text.Json.Nodes;
using Amazon.SQS.Model;

namespace Messaging.Lambda.Tests;

/// <summary>Queues of the embedded broker behind a function, and events made of what they really hold.</summary>
internal static class QueueSetup
{
    public static async Task CreateQueuesAsync(this FunctionFixture function, string suffix = "")
    {
        await function.CreateAsync("orders-dlq" + suffix);
        await function.CreateAsync(
            "orders" + suffix,
            $$"""{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:{{Events.Account}}:orders-dlq{{suffix}}","maxReceiveCount":3}""");
    }

    /// <summary>Sends orders, receives them, and makes the event of them.</summary>
    public static async Task<string> ReceiveAsync(this FunctionFixture function, params string[] ids)
    {
        await function.CreateQueuesAsync();
        return await SendAndReceiveAsync(function, "orders", ids, fifo: false);
    }

    /// <summary>The same with a FIFO queue; the first letter is the group.</summary>
    public static async Task<string> ReceiveFifoAsync(this FunctionFixture function, params string[] ids)
    {
        await function.CreateQueuesAsync(".fifo");
        return await SendAndReceiveAsync(function, "orders.fifo", ids, fifo: true);
    }

    public static async Task<string[]> VisibleAsync(this FunctionFixture function)
    {
        var url = (await function.Sqs.GetQueueUrlAsync("orders")).QueueUrl;
        var answer = await function.Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(url) { MaxNumberOfMessages = 10, VisibilityTimeout = 0 });
        return [.. (answer.Messages ?? []).Select(message => message.Body)];
    }

    private static async Task<string> SendAndReceiveAsync(FunctionFixture function, string queue, string[] ids, bool fifo)
    {
        var url = (await function.Sqs.GetQueueUrlAsync(queue)).QueueUrl;
        foreach (var id in ids)
        {
            await function.Sqs.SendMessageAsync(new SendMessageRequest(url, Events.Envelope(id))
            {
                MessageGroupId = fifo ? id[..1] : null,
                MessageDeduplicationId = fifo ? id : null,
                MessageAttributes = new() { ["tenant"] = new() { DataType = "String", StringValue = "t1" } },
            });
        }

        var answer = await function.Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(url)
        {
            MaxNumberOfMessages = 10,
            MessageSystemAttributeNames = ["All"],
            MessageAttributeNames = ["All"],
        });
        return Events.Queue(queue, answer.Messages.Select(message =>
        {
            var record = Events.Record(message.MessageId, message.Body, message.Attributes.GetValueOrDefault("MessageGroupId"), receipt: message.ReceiptHandle);
            record["messageAttributes"] = new JsonObject
            {
                ["tenant"] = new JsonObject { ["stringValue"] = "t1", ["dataType"] = "String" },
            };
            return record;
        }));
    }

    public static async Task CreateAsync(this FunctionFixture function, string name, string? redrive = null)
    {
        var request = new CreateQueueRequest { QueueName = name, Attributes = [] };
        if (redrive is not null)
        {
            request.Attributes["RedrivePolicy"] = redrive;
        }

        if (name.EndsWith(".fifo", StringComparison.Ordinal))
        {
            request.Attributes["FifoQueue"] = "true";
        }

        await function.Sqs.CreateQueueAsync(request);
    }
}
