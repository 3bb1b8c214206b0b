namespace Messaging;

/// <summary>Counts the messages that are being handled, and what their deliveries led to, while somebody listens.</summary>
internal sealed class CountStage(string consumer, string system, string queue) : IConsumeStage
{
    public ValueTask<Settlement> InvokeAsync(ConsumeContext context, ConsumeNext next, CancellationToken cancellationToken) =>
        MessagingMetrics.CountsDeliveries ? CountAsync(context, next, cancellationToken) : next(context, cancellationToken);

    private async ValueTask<Settlement> CountAsync(ConsumeContext context, ConsumeNext next, CancellationToken cancellationToken)
    {
        // What a stage throws comes again.
        var outcome = SettlementKind.Retry;
        MessagingMetrics.Started(consumer, system, queue, 1);
        try
        {
            var settlement = await next(context, cancellationToken);
            outcome = settlement.Kind;
            return settlement;
        }
        finally
        {
            MessagingMetrics.Started(consumer, system, queue, -1);
            MessagingMetrics.Ended(consumer, system, queue, outcome);
        }
    }
}
