using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Messaging.Aws.Tests;

/// <summary>Every operation of the SNS client, against a server.</summary>
internal static class SnsScenario
{
    // Everything that a form or an XML document must escape, and more than one plane of Unicode.
    private const string Awkward = "a b+c&d=e%f<g>\"h\"'i'\r\n\té日本😀 ~-._*";

    private static string Name(string suffix = "") => $"t-{Guid.NewGuid():N}{suffix}";

    public static async Task PublishesAsync(Clients clients)
    {
        var topic = await clients.Sns.CreateTopicAsync(Name());
        var queue = await SubscribeQueueAsync(clients, topic, Name());

        var receipt = await clients.Sns.PublishAsync(topic, new TopicEntry
        {
            Message = Awkward,
            Subject = "A subject",
            Attributes =
            [
                new TopicAttribute { Name = "kind", Value = "é & <x>" },
                new TopicAttribute { Name = "weight", Value = "12.5", DataType = "Number" },
                new TopicAttribute { Name = "tags", Value = """["a","b"]""", DataType = "String.Array" },
            ],
        });

        Assert.NotEmpty(receipt.MessageId);
        Assert.Null(receipt.SequenceNumber);
        var received = Assert.Single(await ReceiveAsync(clients.Sqs, queue, 1));
        Assert.Equal(Awkward, received.Body);
        Assert.Equal("é & <x>", received.MessageAttributes["kind"].StringValue);
        Assert.Equal(("Number", "12.5"), (received.MessageAttributes["weight"].DataType, received.MessageAttributes["weight"].StringValue));
        Assert.Equal("""["a","b"]""", received.MessageAttributes["tags"].StringValue);
    }

    public static async Task PublishesABatchAsync(Clients clients)
    {
        var topic = await clients.Sns.CreateTopicAsync(Name());
        var queue = await SubscribeQueueAsync(clients, topic, Name());
        var entries = Enumerable.Range(0, 10)
            .Select(number => new TopicEntry
            {
                Message = $"{number} {Awkward}",
                Attributes = [new TopicAttribute { Name = "number", Value = $"{number}" }],
            })
            .ToList();

        var answers = await clients.Sns.PublishBatchAsync(topic, entries);

        Assert.Equal(10, answers.Count);
        Assert.All(answers, answer => Assert.NotEmpty(answer.Receipt!.MessageId));
        Assert.Equal(10, answers.Select(answer => answer.Receipt!.MessageId).Distinct().Count());
        var received = await ReceiveAsync(clients.Sqs, queue, 10);
        Assert.Equal(entries.Select(entry => entry.Message).Order(), received.Select(message => message.Body).Order());
        Assert.All(received, message => Assert.StartsWith(message.MessageAttributes["number"].StringValue, message.Body, StringComparison.Ordinal));
    }

    public static async Task PublishesToAFifoTopicAsync(Clients clients)
    {
        var attributes = new Dictionary<string, string> { ["FifoTopic"] = "true" };
        var topic = await clients.Sns.CreateTopicAsync(Name(".fifo"), attributes);
        var queue = await SubscribeQueueAsync(clients, topic, Name(".fifo"));
        var one = await clients.Sns.PublishAsync(topic, new TopicEntry { Message = "one", GroupId = "g+1%", DeduplicationId = "d/1" });
        var answers = await clients.Sns.PublishBatchAsync(
            topic, [new TopicEntry { Message = "two", GroupId = "g+1%", DeduplicationId = "d/2" }]);

        Assert.NotEmpty(one.MessageId);
        Assert.True(Assert.Single(answers).IsAccepted);
        var received = await ReceiveAsync(clients.Sqs, queue, 2);
        Assert.Equal(["one", "two"], received.Select(message => message.Body));
        Assert.Equal("g+1%", received[0].Attributes["MessageGroupId"]);
    }

    public static async Task AdministersTopicsAsync(Clients clients)
    {
        var name = Name();
        var tags = new Dictionary<string, string> { ["team"] = "a & b", ["stage"] = "test" };
        var topic = await clients.Sns.CreateTopicAsync(name, new Dictionary<string, string> { ["DisplayName"] = "Orders" }, tags);
        Assert.EndsWith(":" + name, topic, StringComparison.Ordinal);

        await clients.Sns.SetTopicAttributeAsync(topic, "DisplayName", "<Orders & more>");
        await clients.Sns.TagTopicAsync(topic, new Dictionary<string, string> { ["team"] = "c" });
        var attributes = await clients.Sns.GetTopicAttributesAsync(topic);
        Assert.Equal("<Orders & more>", attributes["DisplayName"]);
        Assert.Equal(topic, attributes["TopicArn"]);
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(attributes["Policy"]).RootElement.ValueKind);

        await clients.Sns.DeleteTopicAsync(topic);
        var exception = await Assert.ThrowsAsync<SnsException>(() => clients.Sns.GetTopicAttributesAsync(topic));
        Assert.Equal(("NotFound", 404), (exception.ErrorCode, (int)exception.StatusCode));
        Assert.NotEmpty(exception.RequestId);
    }

    public static async Task AdministersSubscriptionsAsync(Clients clients)
    {
        var topic = await clients.Sns.CreateTopicAsync(Name());
        var queues = Enumerable.Range(0, 3).Select(_ => $"arn:aws:sqs:us-east-1:{topic.Split(':')[4]}:{Name()}").ToList();
        var filter = """{"kind":["a","b"]}""";
        var arns = new List<string>();
        foreach (var queue in queues)
        {
            await clients.Sqs.CreateQueueAsync(queue.Split(':')[^1]);
            arns.Add(await clients.Sns.SubscribeAsync(
                topic, "sqs", queue, new Dictionary<string, string> { ["RawMessageDelivery"] = "true" }));
        }

        var listed = await clients.Sns.ListSubscriptionsByTopicAsync(topic);
        Assert.Equal(arns.Order(), listed.Select(subscription => subscription.SubscriptionArn).Order());
        Assert.Equal(queues.Order(), listed.Select(subscription => subscription.Endpoint).Order());
        Assert.All(listed, subscription => Assert.Equal((topic, "sqs"), (subscription.TopicArn, subscription.Protocol)));

        await clients.Sns.SetSubscriptionAttributeAsync(arns[0], "FilterPolicy", filter);
        var attributes = await clients.Sns.GetSubscriptionAttributesAsync(arns[0]);
        Assert.Equal(filter, attributes["FilterPolicy"]);
        Assert.Equal("true", attributes["RawMessageDelivery"]);

        await clients.Sns.UnsubscribeAsync(arns[0]);
        Assert.Equal(2, (await clients.Sns.ListSubscriptionsByTopicAsync(topic)).Count);
    }

    public static async Task ListsMoreThanAPageAsync(Clients clients)
    {
        var topic = await clients.Sns.CreateTopicAsync(Name());
        for (var number = 0; number < 103; number++)
        {
            await clients.Sns.SubscribeAsync(topic, "email", $"reader+{number}@example.com");
        }

        var listed = await clients.Sns.ListSubscriptionsByTopicAsync(topic);

        Assert.Equal(103, listed.Select(subscription => subscription.Endpoint).Distinct().Count());
    }

    public static async Task MapsErrorsAsync(Clients clients)
    {
        var missing = "arn:aws:sns:us-east-1:123456789012:" + Name();
        var unknown = await Assert.ThrowsAsync<SnsException>(
            () => clients.Sns.PublishAsync(missing, new TopicEntry { Message = "x" }));
        Assert.Equal("NotFound", unknown.ErrorCode);
        Assert.Contains("does not exist", unknown.Message, StringComparison.Ordinal);

        var name = await Assert.ThrowsAsync<SnsException>(() => clients.Sns.CreateTopicAsync("no good name!"));
        Assert.Equal(("InvalidParameter", 400), (name.ErrorCode, (int)name.StatusCode));
    }

    private static async Task<string> SubscribeQueueAsync(Clients clients, string topic, string name)
    {
        var created = await clients.Sqs.CreateQueueAsync(new CreateQueueRequest
        {
            QueueName = name,
            Attributes = name.EndsWith(".fifo", StringComparison.Ordinal) ? new() { ["FifoQueue"] = "true" } : null,
        });
        var queueAttributes = await clients.Sqs.GetQueueAttributesAsync(created.QueueUrl, ["QueueArn"]);
        var arn = queueAttributes.Attributes["QueueArn"];
        var policy = $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},
            "Action":"sqs:SendMessage","Resource":"{{arn}}","Condition":{"ArnEquals":{"aws:SourceArn":"{{topic}}"} } }]}
            """;
        await clients.Sqs.SetQueueAttributesAsync(created.QueueUrl, new Dictionary<string, string> { ["Policy"] = policy });
        await clients.Sns.SubscribeAsync(topic, "sqs", arn, new Dictionary<string, string> { ["RawMessageDelivery"] = "true" });
        return created.QueueUrl;
    }

    private static async Task<List<Message>> ReceiveAsync(AmazonSQSClient sqs, string queue, int count)
    {
        var messages = new List<Message>();
        for (var attempt = 0; attempt < 20 && messages.Count < count; attempt++)
        {
            var received = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest
            {
                QueueUrl = queue,
                MaxNumberOfMessages = 10,
                WaitTimeSeconds = 1,
                MessageAttributeNames = ["All"],
                MessageSystemAttributeNames = ["All"],
            });
            messages.AddRange(received.Messages ?? []);
        }

        return messages;
    }
}
