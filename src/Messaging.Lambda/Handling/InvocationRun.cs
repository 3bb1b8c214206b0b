using Microsoft.Extensions.Logging;

namespace Messaging.Lambda;

/// <summary>The asynchronous shell around one invocation's state machine: runs handlers and moves dead letters.</summary>
internal sealed class InvocationRun : IDisposable
{
    private const string NearDeadline = "The function's deadline is near: it has to answer before.";

    private readonly Lock _lock = new();
    private readonly string _function;
    private readonly IReadOnlyList<BatchRecord> _records;
    private readonly BatchMachine _machine;
    private readonly HandlerRunner _runner;
    private readonly SourceQueue _queue;
    private readonly MonotonicClock _clock;
    private readonly TaskStarter _tasks;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _cancelTimer;
    private ITimer? _answerTimer;

    public InvocationRun(
        string function, LambdaEvent happened, LambdaFunctionOptions options, ConsumeJourney journey, SourceQueue queue,
        MonotonicClock clock, TaskStarter tasks, ILogger logger)
    {
        (_function, _records, _queue, _clock, _tasks, _logger) = (function, happened.Records, queue, clock, tasks, logger);
        _machine = new BatchMachine(happened.Records, happened.Source.IsFifo, options.MaxConcurrency);
        _runner = new HandlerRunner(function, journey, options.MaxReceives, tasks, logger);
    }

    /// <summary>Handles the messages and returns those that may not be acknowledged, in the order of the event.</summary>
    public async Task<IReadOnlyList<BatchRecord>> RunAsync(BatchTimes? times, CancellationToken stopping)
    {
        if (times is not null)
        {
            _cancelTimer = _clock.TimeProvider.CreateTimer(
                _ => Cancel(NearDeadline), null, times.CancelAfter, Timeout.InfiniteTimeSpan);
            _answerTimer = _clock.TimeProvider.CreateTimer(_ => Seal(), null, times.AnswerAfter, Timeout.InfiniteTimeSpan);
        }

        await using var stop = stopping.Register(
            () => Cancel("The application is stopping and has waited for this handler as long as it may."));
        Step(static _ => { });
        await _done.Task;
        lock (_lock)
        {
            _machine.Seal();
            return [.. _machine.Failures];
        }
    }

    public void Dispose()
    {
        _cancelTimer?.Dispose();
        _answerTimer?.Dispose();
    }

    private void Step(Action<BatchMachine> happened)
    {
        List<(BatchRecord Record, Delivery Delivery)> starts;
        bool isDone;
        lock (_lock)
        {
            happened(_machine);
            starts = _machine.TakeStarts().ConvertAll(record => (record, new Delivery(record.Message, _clock.Now)));

            // Prepared under the lock, so that a cancellation that follows at once finds them.
            starts.ForEach(start => _runner.Prepare(start.Delivery));
            isDone = _machine.IsDone;
        }

        starts.ForEach(start => _tasks.Start(() => HandleAsync(start.Record, start.Delivery)));
        if (isDone)
        {
            _done.TrySetResult();
        }
    }

    private async Task HandleAsync(BatchRecord record, Delivery delivery)
    {
        if (record.Defect is { } defect)
        {
            LambdaLog.Unreadable(_logger, record.Message.Id, _function, defect);
            Step(machine => machine.End(record, isDone: false));
            return;
        }

        var settlement = await _runner.RunAsync(delivery);
        var isDone = settlement.Kind == SettlementKind.Complete
            || (settlement.Kind == SettlementKind.DeadLetter && await MoveAsync(delivery, settlement.Reason!));
        Step(machine =>
        {
            record.Settlement = settlement;
            record.EndedAt = _clock.Now;
            machine.End(record, isDone);
        });
    }

    /// <summary>Sends a copy to the dead-letter queue. The message itself is deleted by the answer.</summary>
    private async Task<bool> MoveAsync(Delivery delivery, string reason)
    {
        var channel = await _queue.OpenAsync();
        if (channel?.Facts.DeadLetterQueue is not { } letters)
        {
            ConsumerLog.NoDeadLetterQueue(_logger, delivery.Message.Id, _function, reason);
            return false;
        }

        var isMoved = await new QueueCalls(_function, channel, _logger).MoveAsync(new ConsumerEffect.Move(delivery, reason));
        if (isMoved)
        {
            ConsumerLog.DeadLettered(_logger, delivery.Message.Id, _function, letters, reason);
        }

        return isMoved;
    }

    private void Cancel(string reason)
    {
        var unstarted = 0;
        Step(machine =>
        {
            unstarted = _records.Count(record => record.State == RecordState.Waiting);
            machine.Close();
        });
        LambdaLog.Cancelled(_logger, _function, unstarted, reason);
        _runner.CancelAll(reason);
    }

    private void Seal()
    {
        int running;
        lock (_lock)
        {
            _machine.Seal();
            running = _records.Count(record => record.State == RecordState.Running);
        }

        LambdaLog.HandlersLeft(_logger, _function, running);
        _done.TrySetResult();
    }
}
