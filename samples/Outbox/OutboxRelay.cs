using System.Diagnostics;
using Messaging;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Outbox;

/// <summary>Publishes what is in the outbox, and removes what was accepted.</summary>
/// <remarks>
/// When it dies between the two, the row is published again later: a second copy with the same message id, which consumers
/// know by it.
/// </remarks>
internal sealed class OutboxRelay(
    OutboxTable outbox, OutboxTypes types, IMessagePublisher publisher, TimeProvider time, ILogger<OutboxRelay> logger) : BackgroundService
{
    private const int MostRows = 200;

    // The latency of the outbox. A signal after each commit would make it less; the pause stays for what another process wrote.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await RelayAsync(stoppingToken) == 0)
                {
                    await Task.Delay(Pause, time, stoppingToken);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogWarning(exception, "The outbox is tried again.");
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    // All at once, so that they share requests by tens; those of a group one after the other, for their order.
    private async Task<int> RelayAsync(CancellationToken cancellationToken)
    {
        var rows = await outbox.ReadAsync(MostRows, cancellationToken);
        var published = await Task.WhenAll(rows
            .GroupBy(row => row.GroupId ?? row.MessageId)
            .Select(group => PublishInOrderAsync(group, cancellationToken)));
        var accepted = published.SelectMany(group => group).ToList();
        await outbox.RemoveAsync(accepted, CancellationToken.None);
        return accepted.Count;
    }

    private async Task<List<OutboxRow>> PublishInOrderAsync(IEnumerable<OutboxRow> group, CancellationToken cancellationToken)
    {
        var accepted = new List<OutboxRow>();
        foreach (var row in group)
        {
            try
            {
                // The trace goes on where the data was written.
                using var relay = new Activity("outbox relay");
                _ = row.TraceParent is null ? relay : relay.SetParentId(row.TraceParent);
                relay.Start();
                await types.PublishAsync(publisher, row, cancellationToken);
                accepted.Add(row);
            }
            catch (OperationCanceledException)
            {
                // The application stops. What was accepted is removed all the same.
                break;
            }
            // Whatever it is: a row that cannot be published must not keep the others from being removed.
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // It stays in the outbox, and so does what is behind it in its group.
                logger.LogWarning(exception, "Message {MessageId} stays in the outbox.", row.MessageId);
                break;
            }
        }

        return accepted;
    }
}
