using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Messaging;

public sealed class ConsumerLogTests
{
    [Fact]
    public async Task No_entry_holds_a_body_or_a_receipt_handle()
    {
        var log = new CollectingLogger();
        var stage = new ScriptedStage();
        using var pump = new ConsumerPump(
            "orders", new ConsumerOptions(), new ScriptedChannel(), new ConsumeJourney(stage),
            new MonotonicClock(new FakeTimeProvider()), new TaskStarter(), log, new Random(1));

        pump.Start();
        await stage.AllStarted;
        await pump.StopAsync(CancellationToken.None);

        int[] expected =
        [
            EventIds.ConsumerStarted, EventIds.ReceiveFailed, EventIds.Handled, EventIds.DeleteGivenUp, EventIds.HandlerFailed,
            EventIds.DeadLettered, EventIds.RetryAsked, EventIds.ConsumerStopping, EventIds.ConsumerStopped,
        ];
        Assert.Equal(expected.Order(), log.Entries.Select(entry => entry.Id).Distinct().Order());
        Assert.All(log.Entries, entry => Assert.DoesNotContain("secret", entry.Text, StringComparison.Ordinal));
        Assert.All(
            log.Entries.Where(entry => entry.Id is EventIds.HandlerFailed or EventIds.DeadLettered),
            entry => Assert.Equal(LogLevel.Error, entry.Level));
    }

    /// <summary>Ends each message as its id says.</summary>
    private sealed class ScriptedStage : IConsumeStage
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _started;

        public Task AllStarted => _all.Task;

        public async ValueTask<Settlement> InvokeAsync(ConsumeContext context, ConsumeNext next, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _started) == ScriptedChannel.MessageIds.Count)
            {
                _all.SetResult();
            }

            await _all.Task;
            return context.Received.Id switch
            {
                "handled" => Settlement.Complete,
                "thrown" => throw new InvalidOperationException("Failed."),
                "later" => Settlement.Retry(TimeSpan.FromSeconds(5)),
                _ => Settlement.DeadLetter("Unknown product."),
            };
        }
    }

    /// <summary>Delivers four messages once, then fails.</summary>
    private sealed class ScriptedChannel : IQueueChannel
    {
        private int _receives;

        public static IReadOnlyList<string> MessageIds { get; } = ["handled", "thrown", "later", "never"];

        public QueueFacts Facts { get; } = new() { QueueName = "queue", MaxReceives = 5, DeadLetterQueue = "dead" };

        public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(ReceiveCall call, CancellationToken cancellationToken) =>
            Interlocked.Increment(ref _receives) > 1
                ? throw new TimeoutException("No answer.")
                : Task.FromResult<IReadOnlyList<ReceivedMessage>>([.. MessageIds.Select(id => new ReceivedMessage
                {
                    Id = id,
                    Body = "secret body",
                    ReceiptHandle = "secret receipt " + id,
                    Attributes = new Dictionary<string, string> { ["h"] = "secret header" },
                })]);

        public Task<IReadOnlyList<EntryFailure?>> DeleteAsync(
            IReadOnlyList<string> receiptHandles, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<EntryFailure?>>([.. receiptHandles.Select(_ => Deliveries.Gone)]);

        public Task<IReadOnlyList<EntryFailure?>> ChangeVisibilityAsync(
            IReadOnlyList<VisibilityChange> changes, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<EntryFailure?>>(new EntryFailure?[changes.Count]);

        public Task CopyToDeadLetterQueueAsync(ReceivedMessage message, string reason, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public Task RestoreAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class CollectingLogger : ILogger
    {
        public ConcurrentQueue<(int Id, LogLevel Level, string Text)> Entries { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : string.Empty;
            Entries.Enqueue((eventId.Id, logLevel, $"{formatter(state, exception)} {values} {exception}"));
        }
    }
}
