namespace Messaging;

/// <summary>The asynchronous shell around the batching machine of one destination.</summary>
internal sealed class PublishPump : IDisposable
{
    private readonly Lock _lock = new();
    private readonly OpenDestination _destination;
    private readonly BatchingMachine _machine;
    private readonly MonotonicClock _clock;
    private readonly TaskStarter _tasks;
    private readonly WakeTimer _timer;
    private readonly Queue<PublishEntry> _outside = new();
    private readonly int _places;
    private TaskCompletionSource? _idle;
    private int _inside;
    private bool _isDisposed;

    public PublishPump(OpenDestination destination, BatchingOptions options, MonotonicClock clock, TaskStarter tasks, Random random)
    {
        _destination = destination;
        _machine = new BatchingMachine(destination.Limits, options, random);
        _clock = clock;
        _tasks = tasks;
        _timer = new WakeTimer(clock, Wake);
        _places = options.MaxWaiting;
    }

    /// <summary>Sends one message and returns what the destination answered to it.</summary>
    /// <exception cref="SendException">The request was refused, or could not be made.</exception>
    public async Task<SendAnswer> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var entry = new PublishEntry(message);
        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((PublishEntry)state!).Cancel(token), entry).ConfigureAwait(false);
        lock (_lock)
        {
            if (_isDisposed)
            {
                throw new SendException(
                    $"The application has ended, and a message '{message.MessageName}' was not sent to '{_destination.Name}'. Publish while the host " +
                    "runs, and await it before the host is stopped.", _destination.Name, null, true);
            }

            // In the order of the calls, whether there is a place or not: a FIFO group depends on it.
            _outside.Enqueue(entry);
            Admit();
            entry.Begin();
        }

        try
        {
            return await entry.Answer.ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _inside -= entry.IsAdmitted ? 1 : 0;
                if (_outside.Count > 0)
                {
                    Admit();
                }
            }
        }
    }

    /// <summary>Waits until no message is under way, waits to leave or pauses before another try.</summary>
    public Task WhenIdle()
    {
        lock (_lock)
        {
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var idle = _idle.Task;
            EndIfIdle();
            return idle;
        }
    }

    /// <summary>Fails what has no answer: no timer would ring for it any more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _timer.Dispose();
            var exception = Stopped();
            _machine.Abandon(exception);
            while (_outside.TryDequeue(out var entry))
            {
                entry.Fail(exception);
            }

            EndIfIdle();
        }
    }

    private SendException Stopped() => new(
        $"The application ended before '{_destination.Name}' answered. What was under way may have arrived.", _destination.Name, null, true);

    /// <summary>Lets waiting callers in while there are places. Called under the lock.</summary>
    private void Admit()
    {
        while (_inside < _places && _outside.TryDequeue(out var entry))
        {
            if (!entry.IsCancelled)
            {
                entry.IsAdmitted = true;
                _inside++;
                _machine.Add(entry, _clock.Now);
            }
        }

        SendWhatShouldLeave();
    }

    private void Wake()
    {
        lock (_lock)
        {
            _timer.Rang();
            SendWhatShouldLeave();
        }
    }

    private void SendWhatShouldLeave()
    {
        if (_isDisposed)
        {
            return;
        }

        while (_machine.Cut(_clock.Now) is { } batch)
        {
            _tasks.Start(() => SendBatchAsync(batch));
        }

        _timer.Arm(_machine.NextWake);
        EndIfIdle();
    }

    private void EndIfIdle()
    {
        if (_isDisposed || (_machine.IsIdle && _outside.Count == 0))
        {
            _idle?.TrySetResult();
            _idle = null;
        }
    }

    private async Task SendBatchAsync(PublishEntry[] batch)
    {
        SendException failure;
        try
        {
            var messages = Array.ConvertAll(batch, static entry => entry.Message);

            // One caller's cancellation must not reach the messages of the others.
            var answers = await _destination.Sender.SendAsync(messages, CancellationToken.None);
            if (answers.Count != batch.Length)
            {
                throw new InvalidOperationException($"{batch.Length} messages were sent and {answers.Count} answered.");
            }

            lock (_lock)
            {
                _machine.Answered(batch, answers, _clock.Now);
                SendWhatShouldLeave();
            }

            return;
        }
        catch (SendException exception)
        {
            failure = exception;
        }
        // Whatever a sender throws, the callers who wait must hear of it.
        catch (Exception exception)
        {
            failure = new SendException(
                $"Sending to '{_destination.Name}' failed: {exception.Message}", _destination.Name, null, true, exception);
        }

        lock (_lock)
        {
            _machine.Failed(batch, failure, _clock.Now);
            SendWhatShouldLeave();
        }
    }
}
