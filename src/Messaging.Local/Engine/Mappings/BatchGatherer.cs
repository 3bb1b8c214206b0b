namespace Messaging.Local;

/// <summary>Receives the messages of one invocation after the other, by the size, the window and the bytes of a batch.</summary>
internal sealed class BatchGatherer(Region region, string queue, LocalMappingOptions options)
{
    private const int EventFrameBytes = 16;

    private readonly MappingFilters _filters = new([.. options.Filters]);
    private readonly Queue<QueueRecord> _leftOver = new();

    /// <summary>Waits for messages and returns a batch of them; an empty one when none came within a long poll.</summary>
    public async Task<List<QueueRecord>> NextAsync(CancellationToken cancellationToken)
    {
        var batch = new List<QueueRecord>();
        var bytes = EventFrameBytes;
        if (!TakeLeftOver(batch, ref bytes))
        {
            return batch;
        }

        DateTime? end = batch.Count > 0 ? region.Now + options.BatchWindow : null;
        while (batch.Count < options.BatchSize && _leftOver.Count == 0)
        {
            // A poll waits for whole seconds; within the window that is until its end or a little longer.
            var left = end is { } until ? until - region.Now : TimeSpan.FromSeconds(SqsLimits.WaitSeconds);
            if (left <= TimeSpan.Zero)
            {
                break;
            }

            var received = await ReceiveAsync(
                Math.Min(SqsLimits.BatchEntries, options.BatchSize - batch.Count),
                (int)Math.Min(SqsLimits.WaitSeconds, Math.Ceiling(left.TotalSeconds)),
                cancellationToken).ConfigureAwait(false);
            if (received.Count == 0 && batch.Count == 0)
            {
                break;
            }

            received.ForEach(_leftOver.Enqueue);
            end ??= region.Now + options.BatchWindow;
            TakeLeftOver(batch, ref bytes);
        }

        return batch;
    }

    /// <summary>Takes what was received before as far as the event has room; false when it has none left.</summary>
    private bool TakeLeftOver(List<QueueRecord> batch, ref int bytes)
    {
        while (_leftOver.TryPeek(out var record))
        {
            if (batch.Count > 0 && (batch.Count == options.BatchSize || bytes + record.Json.Length + 1 > MappingLimits.EventBytes))
            {
                return false;
            }

            bytes += record.Json.Length + 1;
            batch.Add(_leftOver.Dequeue());
        }

        return true;
    }

    private async Task<List<QueueRecord>> ReceiveAsync(int most, int seconds, CancellationToken cancellationToken)
    {
        var received = await region.Messages.ReceiveAsync(
            queue, new ReceiveRequest { MaxMessages = most, WaitSeconds = seconds }, cancellationToken).ConfigureAwait(false);
        var records = new List<QueueRecord>(received.Count);
        foreach (var message in received)
        {
            var record = QueueRecord.Of(message, region.ArnOf(queue), region.Options.AccountId);
            if (_filters.Pass(record))
            {
                records.Add(record);
            }
            else
            {
                region.Messages.Delete(queue, message.Handle);
            }
        }

        return records;
    }
}
