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
    private readonly SemaphoreSlim _places;

    public PublishPump(OpenDestination destination, BatchingOptions options, MonotonicClock clock, TaskStarter tasks, Random random)
    {
        _destination = destination;
        _machine = new BatchingMachine(destination.Limits, options, random);
        _clock = clock;
        _tasks = tasks;
        _timer = new WakeTimer(clock, Wake);
        _places = new SemaphoreSlim(options.MaxWaiting);
    }

    /// <summary>Sends one message and returns what the destination answered to it.</summary>
    /// <exception cref="SendException">The request was refused, or could not be made.</exception>
    public async Task<SendAnswer> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var entry = new PublishEntry(message);
            await using var registration = cancellationToken.UnsafeRegister(
                static (state, token) => ((PublishEntry)state!).Cancel(token), entry).ConfigureAwait(false);
            lock (_lock)
            {
                _machine.Add(entry, _clock.Now);
                SendWhatShouldLeave();
            }

            return await entry.Answer.ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _places.Dispose();
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
        while (_machine.Cut(_clock.Now) is { } batch)
        {
            _tasks.Start(() => SendBatchAsync(batch));
        }

        _timer.Arm(_machine.NextWake);
    }

    private async Task SendBatchAsync(PublishEntry[] batch)
    {
        SendException failure;
        try
        {
            var messages = Array.ConvertAll(batch, static entry => entry.Message);

            // One caller's cancellation must not reach the messages of the others.
            var answers = await _destination.Sender.SendAsync(messages, CancellationToken.None);
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
