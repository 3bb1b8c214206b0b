using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Messaging.Local.Tests;

public sealed class RetryTests : IDisposable
{
    private const string FourPhases =
        """
        {"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":1,"maxDelayTarget":9,"numRetries":10,"numNoDelayRetries":2,
        "numMinDelayRetries":2,"numMaxDelayRetries":2,"backoffFunction":"BACKOFF"}}}
        """;

    private readonly TopicFixture _aws = new();

    public void Dispose() => _aws.Dispose();

    [Fact]
    public void H27_an_http_endpoint_is_tried_three_times_more_every_twenty_seconds_by_default() =>
        Assert.Equal([20, 20, 20, null], Enumerable.Range(1, 4).Select(attempts => Pause(attempts, null)));

    [Theory]
    [InlineData("linear", 1.0, 3.67, 6.33, 9.0)]
    [InlineData("arithmetic", 1.0, 2.78, 5.44, 9.0)]
    [InlineData("geometric", 1.0, 1.81, 3.85, 9.0)]
    [InlineData("exponential", 1.0, 2.03, 4.24, 9.0)]
    public void H27_a_delivery_policy_has_four_phases(string function, params double[] backingOff)
    {
        ArgumentNullException.ThrowIfNull(backingOff);
        var policy = FourPhases.Replace("BACKOFF", function, StringComparison.Ordinal);

        Assert.Equal([0, 0, 1, 1], Enumerable.Range(1, 4).Select(attempts => Pause(attempts, policy)));
        Assert.Equal(
            backingOff.Select(seconds => (double?)seconds), Enumerable.Range(5, 4).Select(attempts => Pause(attempts, policy)));
        Assert.Equal([9, 9, null], Enumerable.Range(9, 3).Select(attempts => Pause(attempts, policy)));
    }

    [Fact]
    public async Task A_group_that_cannot_be_delivered_keeps_its_order_and_holds_up_no_other()
    {
        var topic = await _aws.TopicAsync("orders.fifo", ("ContentBasedDeduplication", "true"));
        await _aws.QueueAsync("in.fifo");
        await _aws.SubscribeAsync(topic, "in.fifo", ("RawMessageDelivery", "true"));
        var deliveries = _aws.Sqs.Broker.RegionOf("us-east-1").Deliveries;
        deliveries.Fails = delivery => delivery.Lane is ITuple lane && "blocked".Equals(lane[1]);

        await PublishAsync(topic, "1", "blocked");
        await PublishAsync(topic, "2", "blocked");
        await PublishAsync(topic, "3", "free");
        _aws.Sqs.Advance(1);
        Assert.Equal(["3"], Bodies());

        deliveries.Fails = null;
        _aws.Sqs.Advance(20);

        Assert.Equal(["3", "1", "2"], Bodies());
    }

    [Fact]
    public async Task An_endpoint_is_confirmed_and_notified_over_the_network()
    {
        using var endpoint = new RealEndpoint();
        var topic = await _aws.TopicAsync("orders");
        var serving = endpoint.AnswerAsync();
        await _aws.DoAsync(
            "Subscribe", ("TopicArn", topic), ("Protocol", "http"), ("Endpoint", endpoint.Address.AbsoluteUri));
        using var confirmation = JsonDocument.Parse((await serving).Body);
        await _aws.DoAsync(
            "ConfirmSubscription", ("TopicArn", topic), ("Token", confirmation.RootElement.GetProperty("Token").GetString()!));

        var serviced = endpoint.AnswerAsync();
        await _aws.DoAsync("Publish", ("TopicArn", topic), ("Message", "hi"));
        var (head, body) = await serviced;

        Assert.Contains("x-amz-sns-message-type: Notification", head, StringComparison.OrdinalIgnoreCase);
        using var notification = JsonDocument.Parse(body);
        Assert.Equal("hi", notification.RootElement.GetProperty("Message").GetString());
    }

    private static double? Pause(int attempts, string? policy) =>
        RetryPauses.Http(attempts, policy) is { } pause ? Math.Round(pause.TotalSeconds, 2) : null;

    private Task<System.Xml.Linq.XElement> PublishAsync(string topic, string message, string group) =>
        _aws.DoAsync("Publish", ("TopicArn", topic), ("Message", message), ("MessageGroupId", group));

    private string[] Bodies() => [.. _aws.Sqs.Broker.Peek("in.fifo").Select(message => message.Body)];
}
