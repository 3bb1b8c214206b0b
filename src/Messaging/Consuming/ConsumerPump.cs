using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>The asynchronous shell around the consumer's state machine: turns effects into calls, and answers into events.</summary>
internal sealed class ConsumerPump : IDisposable
{
    private readonly Lock _lock = new();
    private readonly string _name;
    private readonly ConsumerOptions _options;
    private readonly IQueueChannel _channel;
    private readonly ConsumerMachine _machine;
    private readonly HandlerRunner _runner;
    private readonly QueueCalls _calls;
    private readonly MonotonicClock _clock;
    private readonly TaskStarter _tasks;
    private readonly ILogger _logger;
    private readonly WakeTimer _timer;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _receives = new();
    private readonly Func<object, Task> _handle;
    private readonly Action<ConsumerEffect> _perform;
    private volatile Exception? _failure;
    private volatile bool _isDone;
    private int _performing;

    [ThreadStatic]
    private static List<ConsumerEffect>? _spare;

    public ConsumerPump(
        string name, ConsumerOptions options, IQueueChannel channel, ConsumeJourney journey, MonotonicClock clock,
        TaskStarter tasks, ILogger logger, Random random, SharedSlots? shared = null)
    {
        (_name, _options, _channel, _clock, _tasks, _logger) = (name, options, channel, clock, tasks, logger);
        var share = shared?.Join(() => tasks.Start(() =>
        {
            Post(static (machine, now, effects) => machine.Advance(now, effects));
            return Task.CompletedTask;
        }));
        _machine = new ConsumerMachine(options, channel.Facts, random, share);
        _handle = delivery => HandleAsync((Delivery)delivery);
        _perform = Perform;
        _runner = new HandlerRunner(name, journey, channel.Facts.MaxReceives, tasks, logger);
        _calls = new QueueCalls(name, channel, logger);
        _timer = new WakeTimer(clock, () => Post(static (machine, now, effects) => machine.Advance(now, effects), rang: true));
    }

    /// <summary>Gets the name of the queue.</summary>
    public string Queue => _channel.Facts.QueueName;

    private delegate void Event(ConsumerMachine machine, TimeSpan now, List<ConsumerEffect> effects);

    /// <summary>Starts to receive.</summary>
    public void Start()
    {
        var facts = _channel.Facts;
        ConsumerLog.Started(
            _logger, _name, facts.QueueName, _options.MaxConcurrency, _options.Visibility,
            facts.MaxReceives?.ToString(CultureInfo.InvariantCulture) ?? "any number", facts.DeadLetterQueue ?? "none");
        Post(static (machine, now, effects) => machine.Advance(now, effects));
    }

    /// <summary>Receives and starts nothing until <see cref="Resume"/>. What waits goes back to the queue.</summary>
    public void Pause()
    {
        ConsumerLog.Paused(_logger, _name);
        Post(static (machine, now, effects) => machine.Pause(now, effects));
    }

    public void Resume()
    {
        ConsumerLog.Resumed(_logger, _name);
        Post(static (machine, now, effects) => machine.Resume(now, effects));
    }

    /// <summary>Says how the consumer does right now.</summary>
    public ConsumerHealth Health()
    {
        lock (_lock)
        {
            var since = _machine.FailingSince;
            return new ConsumerHealth
            {
                Consumer = _name,
                Queue = _channel.Facts.QueueName,
                IsPaused = _machine.IsPaused,
                Running = _machine.Running,
                FailingSince = since is null ? null : _clock.TimeProvider.GetUtcNow() - (_clock.Now - since.Value),
                Reason = since is null ? null
                    : _machine.IsBroken ? _calls.BrokenReason
                    : $"Receiving fails: {_failure?.Message}",
            };
        }
    }

    /// <summary>Stops receiving, lets running handlers end, settles, and gives the rest back, while time allows.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        ConsumerLog.Stopping(_logger, _name, _machine.Running);

        // First, so that what an open receive brings at this moment goes back and does not start.
        Post(static (machine, now, effects) => machine.Stop(now, effects));
        if (_options.CancelReceivesOnStop)
        {
            await _receives.CancelAsync();
        }

        await using var grace = _clock.TimeProvider.CreateTimer(
            _ => EndGrace(), null, _options.StopGrace, Timeout.InfiniteTimeSpan);
        try
        {
            await _done.Task.WaitAsync(cancellationToken);
            ConsumerLog.Stopped(_logger, _name);
        }
        catch (OperationCanceledException)
        {
            EndGrace();
            ConsumerLog.StoppedWithWork(_logger, _name, _machine.Held);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _receives.Dispose();
    }

    private void EndGrace()
    {
        _receives.Cancel();
        _runner.CancelAll("The application is stopping and has waited for this handler as long as it may.");
    }

    private void Post(Event happened, bool rang = false) =>
        Post(static (machine, now, effects, happened) => happened(machine, now, effects), happened, rang);

    private void Post<TState>(
        Action<ConsumerMachine, TimeSpan, List<ConsumerEffect>, TState> happened, TState state, bool rang = false)
    {
        // Performing an effect never posts on this thread: one list for each thread is enough.
        var effects = Interlocked.Exchange(ref _spare, null) ?? [];
        lock (_lock)
        {
            Interlocked.Increment(ref _performing);
            if (rang)
            {
                _timer.Rang();
            }

            var now = _clock.Now;
            happened(_machine, now, effects, state);
            PrepareStarts(effects);
            _timer.Arm(_machine.NextWake(now));
            _isDone |= _machine.IsDone;
        }

        effects.ForEach(_perform);
        effects.Clear();
        _spare = effects;
        if (Interlocked.Decrement(ref _performing) == 0 && _isDone)
        {
            // What other threads were told to do is done as well: nothing is logged after the stop.
            _done.TrySetResult();
        }
    }

    /// <summary>Prepares starting handlers under the lock, so that a cancellation that follows at once finds them.</summary>
    private void PrepareStarts(List<ConsumerEffect> effects)
    {
        foreach (var effect in effects)
        {
            if (effect is ConsumerEffect.Start start)
            {
                _runner.Prepare(start.Delivery);
            }
            else if (effect is ConsumerEffect.StartBatch batch)
            {
                foreach (var delivery in batch.Deliveries)
                {
                    _runner.Prepare(delivery);
                }
            }
        }
    }

    private void Perform(ConsumerEffect effect)
    {
        switch (effect)
        {
            case ConsumerEffect.Receive receive:
                Start(ReceiveAsync, receive);
                break;
            case ConsumerEffect.Start start:
                _tasks.Start(_handle, start.Delivery);
                break;
            case ConsumerEffect.StartBatch batch:
                Start(HandleBatchAsync, batch.Deliveries);
                break;
            case ConsumerEffect.CancelHandler cancel:
                _runner.Cancel(cancel.Delivery, cancel.Reason);
                break;
            case ConsumerEffect.Delete delete:
                Start(DeleteAsync, delete);
                break;
            case ConsumerEffect.ChangeVisibility change:
                Start(ChangeVisibilityAsync, change);
                break;
            case ConsumerEffect.Move move:
                Start(MoveAsync, move);
                break;
            case ConsumerEffect.Report report:
                _calls.Report(report);
                break;
            default:
                break;
        }
    }

    // Apart, so that only what needs a closure pays for it.
    private void Start<TState>(Func<TState, Task> work, TState state) => _tasks.Start(() => work(state));

    private async Task ReceiveAsync(ConsumerEffect.Receive receive)
    {
        var startedAt = _clock.Now;
        var count = receive.Count;
        try
        {
            var call = new ReceiveCall(count, _options.ReceiveWait, _options.Visibility, receive.AttemptId);
            var messages = await _channel.ReceiveAsync(call, _receives.Token);
            _calls.Received();
            Post((machine, now, effects) => machine.Received(count, messages, startedAt, now, effects));
        }
        catch (OperationCanceledException) when (_receives.IsCancellationRequested)
        {
            Post((machine, now, effects) => machine.ReceiveFailed(count, startedAt, now, effects));
        }
        catch (Exception exception)
        {
            _failure = exception;
            var failure = (exception as ReceiveException)?.Failure ?? ReceiveFailure.Refused;
            await _calls.ReceiveFailedAsync(exception, failure, _receives.Token);
            Post((machine, now, effects) =>
                machine.ReceiveFailed(count, startedAt, now, effects, receive.AttemptId, failure == ReceiveFailure.NoAnswer));
        }
    }

    private async Task HandleAsync(Delivery delivery)
    {
        var start = _clock.Now;
        var settlement = await _runner.RunAsync(delivery);
        Post(
            static (machine, now, effects, ended) =>
                machine.Handled(ended.Delivery, ended.Settlement, now - ended.Start, now, effects),
            (Delivery: delivery, Settlement: settlement, Start: start));
    }

    private async Task HandleBatchAsync(IReadOnlyList<Delivery> deliveries)
    {
        var start = _clock.Now;
        var ended = await _runner.RunBatchAsync(deliveries, _channel.Facts.IsFifo);
        Post((machine, now, effects) => machine.BatchHandled(ended, now - start, now, effects));
    }

    private async Task DeleteAsync(ConsumerEffect.Delete delete)
    {
        var failures = await _calls.DeleteAsync(delete);
        Post((machine, now, effects) => machine.Deleted(delete, failures, now, effects));
    }

    private async Task ChangeVisibilityAsync(ConsumerEffect.ChangeVisibility change)
    {
        var sentAt = _clock.Now;
        var failures = await _calls.ChangeVisibilityAsync(change);
        Post((machine, now, effects) => machine.VisibilityChanged(change, failures, sentAt, now, effects));
    }

    private async Task MoveAsync(ConsumerEffect.Move move)
    {
        var accepted = await _calls.MoveAsync(move);
        Post((machine, now, effects) => machine.Moved(move.Delivery, accepted, move.Reason, now, effects));
    }
}
