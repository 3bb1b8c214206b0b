using System.Net;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Messaging.Local.Tests;

public sealed class FaultTests : IDisposable
{
    private readonly BrokerFixture _sqs = new();

    public void Dispose() => _sqs.Dispose();

    [Fact]
    public async Task Throttles_the_next_requests_of_an_action()
    {
        var queue = await _sqs.CreateAsync("orders");
        var fault = _sqs.Broker.Faults.Add(
            new LocalBrokerFault { Kind = LocalBrokerFaultKind.Throttle, Action = "SendMessage", Times = 2 });

        await Assert.ThrowsAsync<RequestThrottledException>(() => _sqs.SendAsync(queue, "one"));
        Assert.Empty(await _sqs.ReceiveAsync(queue));
        await Assert.ThrowsAsync<RequestThrottledException>(() => _sqs.SendAsync(queue, "two"));
        await _sqs.SendAsync(queue, "three");

        Assert.Equal(2, fault.Happened);
        Assert.Equal(["three"], await _sqs.BodiesAsync(queue));
    }

    [Fact]
    public async Task Fails_as_a_server_does()
    {
        var queue = await _sqs.CreateAsync("orders");
        var fault = _sqs.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.ServerError });

        var error = await Assert.ThrowsAsync<AmazonSQSException>(() => _sqs.SendAsync(queue, "one"));

        Assert.Equal(HttpStatusCode.InternalServerError, error.StatusCode);
        Assert.Equal(ErrorType.Receiver, error.ErrorType);
        Assert.True(_sqs.Broker.Faults.Remove(fault));
        await _sqs.SendAsync(queue, "two");
        Assert.Equal(["two"], await _sqs.BodiesAsync(queue));
    }

    [Fact]
    public async Task Fails_entries_of_batches_one_by_one()
    {
        var queue = await _sqs.CreateAsync("orders");
        _sqs.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.FailEntry, Probability = 0.5 });

        var answer = await _sqs.Client.SendMessageBatchAsync(
            queue, [.. Enumerable.Range(0, 10).Select(at => new SendMessageBatchRequestEntry($"{at}", "body"))]);

        Assert.Equal(10, answer.Successful.Count + answer.Failed.Count);
        Assert.All(answer.Failed, entry => Assert.Equal(("InternalError", false), (entry.Code, entry.SenderFault)));
        Assert.Equal(answer.Successful.Count, _sqs.Broker.FindQueue("orders")!.Visible);
        Assert.InRange(answer.Failed.Count, 1, 9);
    }

    [Fact]
    public async Task Delays_by_the_broker_s_clock()
    {
        var queue = await _sqs.CreateAsync("orders");
        _sqs.Broker.Faults.Add(new LocalBrokerFault
        {
            Kind = LocalBrokerFaultKind.Delay,
            Duration = TimeSpan.FromSeconds(3),
            Action = "SendMessage",
        });

        var sending = _sqs.SendAsync(queue, "body");
        _sqs.Advance(2.9);
        Assert.Empty(await _sqs.ReceiveAsync(queue));
        _sqs.Advance(0.1);
        await sending;

        Assert.Single(await _sqs.ReceiveAsync(queue));
    }

    [Theory]
    [InlineData(LocalBrokerFaultKind.DropRequest, 0)]
    [InlineData(LocalBrokerFaultKind.DropResponse, 1)]
    public async Task Breaks_the_connection_before_or_after_the_effect(LocalBrokerFaultKind kind, int kept)
    {
        var queue = await _sqs.CreateAsync("orders");
        _sqs.Broker.Faults.Add(new LocalBrokerFault { Kind = kind, Times = 1 });

        await Assert.ThrowsAnyAsync<Exception>(() => _sqs.SendAsync(queue, "body"));

        Assert.Equal(kept, _sqs.Broker.FindQueue("orders")!.Total);
    }

    [Fact]
    public async Task A_client_that_tries_again_after_a_lost_answer_sends_twice()
    {
        var queue = await _sqs.CreateAsync("orders");
        using var client = _sqs.NewClient(retries: 2);
        _sqs.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.DropResponse, Times = 1 });

        await client.SendMessageAsync(queue, "body");

        Assert.Equal(2, _sqs.Broker.FindQueue("orders")!.Total);
        Assert.Equal(2, _sqs.Broker.Requests.Count("SendMessage"));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_failures_and_another_gives_others()
    {
        var first = await FailuresAsync(7);

        Assert.Equal(first, await FailuresAsync(7));
        Assert.NotEqual(first, await FailuresAsync(8));
    }

    [Fact]
    public void A_probability_is_a_share()
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new LocalBrokerFault { Kind = LocalBrokerFaultKind.Throttle, Probability = 1.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalBroker(new LocalBrokerOptions { RepeatRate = -1 }));
    }

    private static async Task<string> FailuresAsync(int seed)
    {
        using var sqs = new BrokerFixture(new LocalBrokerOptions { Seed = seed });
        await sqs.CreateAsync("orders");
        sqs.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.Throttle, Probability = 0.3 });
        sqs.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.ServerError, Probability = 0.3 });
        using var http = new HttpClient(sqs.Broker.Handler, disposeHandler: false);
        var answers = new List<int>();
        for (var at = 0; at < 40; at++)
        {
            answers.Add((int)(await http.SendAsync("GetQueueUrl", """{"QueueName":"orders"}"""u8.ToArray())).StatusCode);
        }

        return string.Join(' ', answers);
    }
}
