using System.ComponentModel;
using Amazon.SQS;
using Messaging.Sqs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Messaging.Testing.Tests;

/// <summary>The application's log takes nothing: a full event log, a sink that was disposed of.</summary>
public sealed class FailingLogTests
{
    private readonly Log _log = new();

    [Fact]
    public async Task An_application_starts_and_stops()
    {
        _log.IsFull = true;
        await using var harness = await StartAsync((_, _, _) => Task.CompletedTask);

        await harness.PublishAsync(new OrderPlaced(1));

        Assert.Single(await harness.WaitForHandledAsync<OrderPlaced>());
    }

    [Fact]
    public async Task A_consumer_goes_on_and_makes_its_queue_again_after_receives_have_failed()
    {
        await using var harness = await StartAsync((_, _, _) => Task.CompletedTask);
        var client = harness.Services.GetRequiredService<IAmazonSQS>();
        _log.IsFull = true;
        await client.DeleteQueueAsync((await client.GetQueueUrlAsync("orders")).QueueUrl);

        await harness.AdvanceAsync(TimeSpan.FromMinutes(1));
        await harness.PublishAsync(new OrderPlaced(1));

        Assert.Equal([new OrderPlaced(1)], await harness.WaitForHandledAsync<OrderPlaced>());
    }

    [Fact]
    public async Task A_handler_that_fails_gives_its_slot_back()
    {
        await using var harness = await StartAsync(
            (order, _, _) => order.Number == 1 ? throw new InvalidOperationException("Out of stock.") : Task.CompletedTask,
            consumer => consumer.Configure(options => options.MaxConcurrency = 1));
        _log.IsFull = true;

        await harness.PublishAsync(new OrderPlaced(1));
        await harness.AdvanceAsync(TimeSpan.FromSeconds(1));
        await harness.PublishAsync(new OrderPlaced(2));
        await harness.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal([new OrderPlaced(2)], harness.HandledOf<OrderPlaced>());
        Assert.Equal(3, harness.Failed.Count);
        Assert.Single(harness.DeadLettered("orders-dlq"));
    }

    [Fact]
    public async Task What_a_handler_sets_aside_is_moved()
    {
        await using var harness = await StartAsync((_, context, _) =>
        {
            context.DeadLetter("Unknown.");
            return Task.CompletedTask;
        });
        _log.IsFull = true;

        await harness.Publisher.PublishManyAsync([new OrderPlaced(1), new OrderPlaced(2)]);
        await harness.WaitUntilIdleAsync();

        Assert.Equal(2, harness.DeadLettered("orders-dlq").Count);
        Assert.Equal(0, harness.Broker.FindQueue("orders")!.Total);
    }

    private Task<MessagingHarness> StartAsync(OrderHandler.Script script, Action<SqsConsumerBuilder>? more = null) =>
        Orders.StartAsync(
            script, more: more, services: services =>
                services.AddLogging(logging => logging.AddProvider(_log).SetMinimumLevel(LogLevel.Trace)));

    private sealed class Log : ILoggerProvider
    {
        public bool IsFull { get; set; }

        public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

        public void Dispose()
        {
        }

        private sealed class Logger(Log log, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            // What the host itself does about a full log is not the library's to say.
            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (log.IsFull && category.StartsWith("Messaging.", StringComparison.Ordinal))
                {
                    throw new Win32Exception(1502, "The event log file is full.");
                }
            }
        }
    }
}
