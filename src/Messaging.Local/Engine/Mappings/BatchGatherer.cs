namespace Messaging.Local;

/// <summary>Receives the messages of one invocation after the other, by the size, the window and the bytes of a batch.</summary>
internal sealed class BatchGatherer(Region region, string queue, LocalMappingOptions options)
{
    private const int EventFrameBytes = 16;

    private readonly MappingFilters _filters = new([.. options.Filters]);

    /// <summary>Waits for messages and returns a batch of them; an empty one when none came within a long poll.</summary>
    /// <remarks>What comes with the message that fills an event is in the batch too: one receive may bring more than one event holds.</remarks>
    public async Task<List<QueueRecord>> NextAsync(CancellationToken cancellationToken)
    {
        var batch = new List<QueueRecord>();
        var bytes = EventFrameBytes;
        DateTime? end = null;
        while (batch.Count < options.BatchSize && bytes <= MappingLimits.EventBytes)
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

            batch.AddRange(received);
            bytes += received.Sum(SizeOf);
            end ??= region.Now + options.BatchWindow;
        }

        return batch;
    }

    /// <summary>Cuts a batch into what one event holds each, in order.</summary>
    public static List<List<QueueRecord>> EventsOf(List<QueueRecord> batch)
    {
        var events = new List<List<QueueRecord>>();
        var bytes = MappingLimits.EventBytes;
        foreach (var record in batch)
        {
            bytes += SizeOf(record);
            if (bytes > MappingLimits.EventBytes)
            {
                events.Add([]);
                bytes = EventFrameBytes + SizeOf(record);
            }

            events[^1].Add(record);
        }

        return events;
    }

    // With the comma after it.
    private static int SizeOf(QueueRecord record) => record.Json.Length + 1;

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
