using System.Threading.Channels;

namespace Messaging.Local;

/// <summary>Takes messages from a queue to a function, as the pollers of AWS Lambda do, until it is disposed.</summary>
internal sealed class EventSourceMapping : IDisposable
{
    // How long a mapping waits for a queue that is not there.
    private static readonly TimeSpan QueuePause = TimeSpan.FromSeconds(5);

    private readonly Region _region;
    private readonly string _queue;
    private readonly LocalMappingOptions _options;
    private readonly BatchGatherer _gatherer;
    private readonly bool _isFifo;

    // Full when as many invocations run as may.
    private readonly Channel<bool> _slots;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stopToken;

    public EventSourceMapping(Region region, string queue, LocalMapping description, LocalMappingOptions options)
    {
        (_region, _queue, _options, Description) = (region, queue, options, description);
        _gatherer = new BatchGatherer(region, queue, options);
        _isFifo = queue.EndsWith(".fifo", StringComparison.Ordinal);
        _slots = Channel.CreateBounded<bool>(
            options.MaxConcurrency ?? (_isFifo ? MappingLimits.MostConcurrent : MappingLimits.UsualConcurrency));
        _stopToken = _stopping.Token;
    }

    public LocalMapping Description { get; }

    /// <summary>Gets or sets what is told of each batch whose invocation has ended: how many of its messages were acknowledged.</summary>
    public Action<int>? Settled { get; set; }

    public void Start() => _ = Task.Run(RunAsync);

    public void Dispose()
    {
        if (!_stopToken.IsCancellationRequested)
        {
            _stopping.Cancel();
            _stopping.Dispose();
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await _slots.Writer.WriteAsync(true, _stopToken).ConfigureAwait(false);
                if (!await TryStartAsync().ConfigureAwait(false))
                {
                    _slots.Reader.TryRead(out _);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The mapping was removed, or the broker is gone.
        }
    }

    /// <summary>Waits for the function and for messages, and invokes it with them; false when there were none.</summary>
    private async Task<bool> TryStartAsync()
    {
        var function = _region.Parts.Functions.GetOrAdd(Description.FunctionArn);
        if (!await function.WaitUntilReadyAsync(_stopToken).ConfigureAwait(false))
        {
            return false;
        }

        try
        {
            var batch = await _gatherer.NextAsync(_stopToken).ConfigureAwait(false);
            if (batch.Count > 0)
            {
                // A delegate may block, and the next invocation is not to wait for that. A process is taken at once, so that the next
                // batch stays in the queue until another one waits.
                _ = function is DelegateFunction ? Task.Run(() => InvokeAsync(function, batch)) : InvokeAsync(function, batch);
            }

            return batch.Count > 0;
        }
        catch (ServiceException)
        {
            await Task.Delay(QueuePause, _region.Parts.Time, _stopToken).ConfigureAwait(false);
            return false;
        }
    }

    /// <summary>Invokes the function with a batch: once, or one time after the other where one event cannot hold it.</summary>
    private async Task InvokeAsync(LocalFunction function, List<QueueRecord> batch)
    {
        try
        {
            var events = BatchGatherer.EventsOf(batch);
            var isHandled = await InvokeOnceAsync(function, events[0]).ConfigureAwait(false);
            foreach (var rest in events.Skip(1))
            {
                // Nothing overtakes what failed of a FIFO queue, and what is visible again is not the function's any more.
                if ((_isFifo && !isHandled) || !TryKeepHidden(rest))
                {
                    return;
                }

                isHandled = await InvokeOnceAsync(function, rest).ConfigureAwait(false);
            }
        }
        finally
        {
            _slots.Reader.TryRead(out _);
        }
    }

    /// <summary>Invokes the function with one event, and says whether all of it was acknowledged.</summary>
    private async Task<bool> InvokeOnceAsync(LocalFunction function, List<QueueRecord> records)
    {
        var acknowledged = 0;
        try
        {
            // What is visible again is not the function's any more: a process that comes after that gets it anew.
            var answer = await function.InvokeAsync(
                QueueRecord.WriteEvent(records), TimeSpan.FromSeconds(VisibilitySeconds()), _stopToken).ConfigureAwait(false);
            acknowledged = Acknowledge(records, answer);
        }
        catch (Exception error) when (error is LocalFunctionException or OperationCanceledException or ServiceException)
        {
            // Nothing is acknowledged: the batch comes again when its visibility timeout is over.
        }

        Settled?.Invoke(acknowledged);
        return acknowledged == records.Count;
    }

    /// <exception cref="ServiceException">The queue is gone.</exception>
    private int VisibilitySeconds() => _region.Run(_ => _region.Queues.Get(_queue).Settings.VisibilitySeconds);

    /// <summary>Begins the visibility timeout of messages anew, unless it is over or the queue is gone.</summary>
    private bool TryKeepHidden(List<QueueRecord> records)
    {
        try
        {
            var seconds = VisibilitySeconds();
            records.ForEach(record => _region.Messages.ChangeVisibility(_queue, new VisibilityChange(record.Message.Handle, seconds)));
            return !_stopToken.IsCancellationRequested;
        }
        catch (ServiceException)
        {
            return false;
        }
    }

    private int Acknowledge(List<QueueRecord> batch, string? answer)
    {
        var handled = batch;
        if (_options.ReportBatchItemFailures)
        {
            var failed = BatchVerdict.FailedIn(answer, batch.Select(record => record.Id).ToHashSet(StringComparer.Ordinal));
            handled = failed is null ? [] : batch.FindAll(record => !failed.Contains(record.Id));
        }

        foreach (var record in handled)
        {
            try
            {
                _region.Messages.Delete(_queue, record.Message.Handle);
            }
            catch (ServiceException)
            {
                // The receipt of a FIFO message has expired: it comes again.
            }
        }

        return handled.Count;
    }
}
