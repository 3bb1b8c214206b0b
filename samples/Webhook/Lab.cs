using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Messaging.Local;

namespace Webhook;

/// <summary>Subscribes the application, publishes the orders, forges some, and waits until all is settled.</summary>
internal sealed class Lab(LocalBroker broker, ShippingBook book, TimeProvider time)
{
    public const string Topic = "order-events";
    public const string DeadLetterQueue = "order-events-dlq";

    private string _topicArn = string.Empty;

    /// <summary>Gets what must come out: all handled but the order that nobody knows, and nothing of the forger's.</summary>
    public Reconciliation Expected => new()
    {
        Published = book.Orders,
        Handled = book.Orders - 1,
        FailedOnce = 1,
        HandledTwice = 0,
        DeadLettered = 1,
        Forged = 4,
        ForgedAndRefused = 4,
        ForgedAndHandled = 0,
        Lost = 0,
    };

    public ShippingBook Book => book;

    public int Published { get; private set; }

    public int Forged { get; private set; }

    public int Refused { get; private set; }

    /// <summary>Makes the topic and a dead-letter queue, subscribes the address, and waits until the application has confirmed.</summary>
    public async Task SubscribeAsync(Uri address)
    {
        using var calls = new BrokerCalls(broker);
        _topicArn = await calls.TopicAsync("CreateTopic", "TopicArn", ("Name", Topic));
        var queueArn = _topicArn.Replace(":sns:", ":sqs:", StringComparison.Ordinal)
            .Replace(Topic, DeadLetterQueue, StringComparison.Ordinal);
        await calls.QueueAsync(
            "CreateQueue", "QueueUrl", ("QueueName", DeadLetterQueue),
            ("Attribute.1.Name", "Policy"), ("Attribute.1.Value", Policy(queueArn)));
        await calls.TopicAsync(
            "Subscribe", "SubscriptionArn", ("TopicArn", _topicArn), ("Protocol", "http"), ("Endpoint", address.ToString()),
            ("Attributes.entry.1.key", "RedrivePolicy"),
            ("Attributes.entry.1.value", $$"""{"deadLetterTargetArn":"{{queueArn}}"}"""),
            ("Attributes.entry.2.key", "DeliveryPolicy"),
            ("Attributes.entry.2.value", """{"healthyRetryPolicy":{"minDelayTarget":1,"maxDelayTarget":1,"numRetries":3}}"""));
        await WaitAsync(() => broker.ListTopics().Single().Subscriptions.Single().IsConfirmed, TimeSpan.FromSeconds(20));
        Console.WriteLine($"{address} is subscribed to {Topic}, and has confirmed that itself.");
    }

    public async Task PublishAsync()
    {
        using var calls = new BrokerCalls(broker);
        for (var number = 1; number <= book.Orders; number++)
        {
            var message = JsonSerializer.Serialize(new OrderShipped(number, "express"), JsonSerializerOptions.Web);
            await calls.TopicAsync("Publish", "MessageId", ("TopicArn", _topicArn), ("Message", message));
            Published++;
        }

        Console.WriteLine($"Published {Published} orders.");
    }

    /// <summary>Posts what only looks like SNS, with certificates at several places.</summary>
    public async Task ForgeAsync(Uri address)
    {
        using var forger = new Forger(address, _topicArn);
        Count(await forger.PostNotificationAsync(broker.Endpoint + "SimpleNotificationService-0123456789abcdef0123456789abcdef.pem"));
        Count(await forger.PostNotificationAsync("https://sns.us-east-1.amazonaws.com.evil.example/SimpleNotificationService-0.pem"));
        Count(await forger.PostNotificationAsync("http://169.254.169.254/cert.pem"));
        Count(await forger.PostConfirmationAsync(broker.Endpoint + "SimpleNotificationService-0123456789abcdef0123456789abcdef.pem"));
        Console.WriteLine($"Forged {Forged} posts.");

        void Count(HttpStatusCode status)
        {
            Forged++;
            Refused += status == HttpStatusCode.Forbidden ? 1 : 0;
        }
    }

    /// <summary>Waits until the application has what it should, and the dead-letter queue too.</summary>
    public Task WaitUntilSettledAsync(TimeSpan atMost) => WaitAsync(
        () => book.Shipped >= Expected.Handled && broker.Peek(DeadLetterQueue).Count >= Expected.DeadLettered, atMost);

    private static string Policy(string queueArn) => new JsonObject
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray(new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Service"] = "sns.amazonaws.com" },
            ["Action"] = "sqs:SendMessage",
            ["Resource"] = queueArn,
        }),
    }.ToJsonString();

    private async Task WaitAsync(Func<bool> isSo, TimeSpan atMost)
    {
        var start = time.GetTimestamp();
        while (!isSo())
        {
            if (time.GetElapsedTime(start) > atMost)
            {
                Console.WriteLine($"! It did not come to that within {atMost}.");
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), time);
        }
    }
}
