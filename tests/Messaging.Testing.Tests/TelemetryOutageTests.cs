using Messaging.Local;
using Messaging.Sqs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Messaging.Testing.Tests;

/// <summary>What somebody sees who is called at night: what fails, since when, and when it is over; not ten thousand entries.</summary>
public sealed class TelemetryOutageTests : IDisposable
{
    private readonly string _queue = $"orders-{Guid.NewGuid():N}";
    private readonly RecordedMetrics _metrics;
    private readonly Logs _log = new();
    private MessagingHarness? _harness;

    public TelemetryOutageTests() => _metrics = new RecordedMetrics(_queue);

    [Theory]
    [InlineData("ReceiveMessage", "receive", LocalBrokerFaultKind.Throttle, "RequestThrottled")]
    [InlineData("ReceiveMessage", "receive", LocalBrokerFaultKind.DropRequest, "System.IO.IOException")]
    [InlineData("DeleteMessage", "delete", LocalBrokerFaultKind.Throttle, "RequestThrottled")]
    [InlineData("SendMessage", "send", LocalBrokerFaultKind.Throttle, "RequestThrottled")]
    [InlineData("SendMessage", "send", LocalBrokerFaultKind.DropRequest, "System.IO.IOException")]
    public async Task A_failed_request_names_the_code_of_the_service_or_what_kept_it_from_answering(
        string action, string operation, LocalBrokerFaultKind kind, string error)
    {
        await using var harness = await StartAsync();
        foreach (var name in new[] { action, action + "Batch" })
        {
            harness.Broker.Faults.Add(new LocalBrokerFault { Kind = kind, Action = name, Times = 3 });
        }

        var publish = harness.PublishAsync(new OrderPlaced(1));
        await harness.AdvanceAsync(TimeSpan.FromMinutes(1));
        await Task.WhenAny(publish);

        var failed = _metrics.Count("messaging.client.operation.duration", "error.type", error);
        Assert.True(failed > 0);
        Assert.Equal(failed, _metrics.Errors("messaging.client.operation.duration", operation));
    }

    [Fact]
    public async Task A_request_is_tried_again_on_the_embedded_broker_as_often_as_the_settings_say()
    {
        await using var harness = await StartAsync();
        harness.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.ServerError, Action = "SendMessage" });

        var sqs = harness.Services.GetRequiredService<Amazon.SQS.IAmazonSQS>();
        var url = (await sqs.GetQueueUrlAsync(_queue)).QueueUrl;
        await Assert.ThrowsAsync<Amazon.SQS.AmazonSQSException>(() => sqs.SendMessageAsync(url, "body"));

        Assert.Equal(1, harness.Broker.Requests.Count("SendMessage"));
    }

    [Fact]
    public async Task Minutes_without_SQS_are_a_few_entries_and_the_last_says_that_it_is_over()
    {
        var mayEnd = new TaskCompletionSource();
        await using var harness = await StartAsync(
            (_, _, cancellationToken) => mayEnd.Task.WaitAsync(cancellationToken), consumer => consumer.Configure(options => options.MaxConcurrency = 10));
        await harness.Publisher.PublishManyAsync(Enumerable.Range(0, 10).Select(number => new OrderPlaced(number)).ToArray());
        await harness.WaitUntilAsync(() => harness.Broker.FindQueue(_queue)!.InFlight == 10);

        var outage = harness.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.ServerError });
        mayEnd.SetResult();
        await harness.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(1, _metrics.Look("messaging.consumer.failing"));
        harness.Broker.Faults.Remove(outage);
        await harness.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(0, _metrics.Look("messaging.consumer.failing"));
        Assert.InRange(_log.Of(1010).Count, 1, 4);
        Assert.InRange(_log.Of(1052).Count, 1, 14);
        Assert.Single(_log.Of(1011));
        Assert.DoesNotContain(_log.All, entry => entry.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Deletes_that_fail_while_messages_are_kept_hidden_are_a_few_entries_too()
    {
        await using var harness = await StartAsync();
        harness.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.ServerError, Action = "DeleteMessageBatch" });

        await harness.PublishAsync(new OrderPlaced(1));
        await harness.AdvanceAsync(TimeSpan.FromMinutes(20));
        harness.Broker.Faults.Clear();
        await harness.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.True(harness.Broker.Requests.Count("DeleteMessageBatch") > 16);
        Assert.True(harness.Broker.Requests.Count("ChangeMessageVisibilityBatch") > 8);
        Assert.InRange(_log.Of(1052).Count, 1, 1 + (int)Math.Log2(harness.Broker.Requests.Count("DeleteMessageBatch")));
    }

    [Fact]
    public async Task A_queue_that_stays_deleted_is_not_told_of_at_every_receive()
    {
        await using var harness = await StartAsync();
        var sqs = harness.Services.GetRequiredService<Amazon.SQS.IAmazonSQS>();
        harness.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.DropRequest, Action = "CreateQueue" });
        await sqs.DeleteQueueAsync((await sqs.GetQueueUrlAsync(_queue)).QueueUrl);

        await harness.AdvanceAsync(TimeSpan.FromMinutes(3));
        harness.Broker.Faults.Clear();
        await harness.AdvanceAsync(TimeSpan.FromMinutes(3));

        Assert.InRange(_log.Of(1070).Count, 1, 4);
        Assert.Single(_log.Of(1071));
    }

    [Fact]
    public async Task A_stop_that_cancels_handlers_is_no_error()
    {
        await using (var harness = _harness = await StartAsync(
            (_, _, cancellationToken) => Task.Delay(TimeSpan.FromHours(1), _harness!.Time, cancellationToken)))
        {
            await harness.Publisher.PublishManyAsync([new OrderPlaced(1), new OrderPlaced(2)]);
            await harness.AdvanceAsync(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(2, _log.Of(1023).Count);
        Assert.Contains(_log.All, entry => entry.Id == 1023 && entry.Text.Contains("The application is stopping", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.All, entry => entry.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task How_long_messages_were_in_the_queue_is_measured()
    {
        await using var harness = await StartAsync();

        await harness.PublishAsync(new OrderPlaced(1), new PublishOptions { Delay = TimeSpan.FromMinutes(5) });
        await harness.AdvanceAsync(TimeSpan.FromMinutes(6));

        Assert.Equal(300, _metrics.Sum("messaging.consumer.queue_time", "messaging.consumer.name", _queue));
    }

    [Fact]
    public async Task What_the_consumer_of_a_fifo_queue_sets_aside_after_its_last_attempt_is_counted()
    {
        var queue = _queue + ".fifo";
        using var metrics = new RecordedMetrics(queue);
        await using var harness = await Orders.StartAsync((_, _, _) => throw new InvalidOperationException("Broken."), queue);

        await harness.PublishAsync(new OrderPlaced(1));
        await harness.AdvanceAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(1, metrics.Sum("messaging.consumer.dead_letters", "messaging.consumer.name", queue));
        Assert.Equal(3, metrics.Sum("messaging.consumer.outcomes", "messaging.consumer.outcome", "retry"));
    }

    [Fact]
    public async Task Consumers_that_are_paused_or_whose_handlers_all_fail_can_be_seen()
    {
        var isDown = false;
        await using var harness = await StartAsync((_, _, _) => isDown ? throw new InvalidOperationException("No database.") : Task.CompletedTask);
        var control = harness.Services.GetRequiredService<IConsumerControl>();
        Assert.Equal((0, 0), (_metrics.Look("messaging.consumer.paused"), _metrics.Look("messaging.consumer.failing")));

        control.Pause(_queue);
        Assert.Equal(1, _metrics.Look("messaging.consumer.paused"));
        control.Resume(_queue);
        Assert.Equal(0, _metrics.Look("messaging.consumer.paused"));

        isDown = true;
        await harness.Publisher.PublishManyAsync(Enumerable.Range(0, 50).Select(number => new OrderPlaced(number)).ToArray());
        await harness.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(1, _metrics.Look("messaging.consumer.failing"));
        isDown = false;
        await harness.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(0, _metrics.Look("messaging.consumer.failing"));
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _log.Dispose();
    }

    private Task<MessagingHarness> StartAsync(OrderHandler.Script? script = null, Action<SqsConsumerBuilder>? more = null) => Orders.StartAsync(
        script, _queue, more,
        // The client of AWS pauses in real time.
        options => options.Configuration["Messaging:Aws:MaxErrorRetry"] = "0",
        services => services.AddLogging(logging => logging.AddProvider(_log).SetMinimumLevel(LogLevel.Information)));
}
