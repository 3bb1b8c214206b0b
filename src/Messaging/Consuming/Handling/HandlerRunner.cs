using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>Runs the stages of started messages, and can cancel them with a reason.</summary>
internal sealed class HandlerRunner(
    string consumer, ConsumeJourney journey, int? maxReceives, TaskStarter tasks, ILogger logger)
{
    private readonly ConcurrentDictionary<HandlerRun, bool> _runs = [];
    private volatile string? _cancelledAll;

    public void Prepare(Delivery delivery)
    {
        var run = new HandlerRun(new ConsumeContext(delivery, maxReceives));
        delivery.Shell = run;
        _runs[run] = true;
        if (_cancelledAll is { } reason)
        {
            Cancel(run, reason);
        }
    }

    public async ValueTask<Settlement> RunAsync(Delivery delivery)
    {
        var run = (HandlerRun)delivery.Shell!;
        Settlement settlement;
        try
        {
            settlement = await journey.InvokeAsync(run.Context, run.Cancellation.Token);
        }
        catch (Exception exception)
        {
            settlement = Settlement.Retry(null, exception);
        }

        _runs.TryRemove(run, out _);
        Log(delivery, run.Context, settlement);
        if (run.Context.Batch is { } batch)
        {
            await batch.EndedAsync(run.Context, settlement);
        }

        return settlement;
    }

    /// <summary>Runs messages that started together, so that handlers of batches find them together.</summary>
    public async Task<IReadOnlyList<(Delivery Delivery, Settlement Settlement)>> RunBatchAsync(
        IReadOnlyList<Delivery> deliveries, bool isOrdered)
    {
        var contexts = deliveries.Select(delivery => ((HandlerRun)delivery.Shell!).Context).ToList();
        var batch = new BatchRun(contexts, isOrdered);
        contexts.ForEach(context => context.Batch = batch);
        var settlements = await Task.WhenAll(deliveries.Select(delivery => RunAsync(delivery).AsTask()));
        return deliveries.Zip(settlements).ToList();
    }

    public void CancelAll(string reason)
    {
        _cancelledAll = reason;
        foreach (var run in _runs.Keys)
        {
            Cancel(run, reason);
        }
    }

    public void Cancel(Delivery delivery, string reason)
    {
        if (delivery.Shell is HandlerRun run)
        {
            Cancel(run, reason);
        }
    }

    // What handlers registered on their tokens runs on its own: it may be slow, and it may throw.
    private void Cancel(HandlerRun run, string reason) => tasks.Start(() => run.CancelAsync(reason));

    private void Log(Delivery delivery, ConsumeContext context, Settlement settlement)
    {
        var id = context.Handling?.MessageId ?? delivery.Message.Id;
        if (settlement is { Kind: SettlementKind.Retry, Exception: OperationCanceledException }
            && context.CancellationReason is { } reason)
        {
            // As it should be: it heeds its token when the application stops, or another consumer may have the message.
            ConsumerLog.HandlerCancelled(logger, id, consumer, context.DeliveryCount, reason);
        }
        else if (settlement.Exception is { } exception)
        {
            ConsumerLog.HandlerFailed(logger, id, consumer, context.DeliveryCount, maxReceives ?? (object)"any number", exception);
        }
        else if (settlement.Kind == SettlementKind.Complete)
        {
            ConsumerLog.Handled(logger, id, consumer, context.DeliveryCount);
        }
        else if (settlement.Kind == SettlementKind.Retry)
        {
            ConsumerLog.RetryAsked(logger, id, consumer, settlement.Delay);
        }
    }
}
