using Messaging;
using Samples;

namespace EventRouting;

internal sealed class FraudHandler(Deliveries deliveries) : IMessageHandler<PaymentCaptured>
{
    public Task HandleAsync(PaymentCaptured message, MessageContext context, CancellationToken cancellationToken)
    {
        deliveries.Note("fraud-checks", message.PaymentId);
        return Task.CompletedTask;
    }
}

internal sealed class ReportHandler(Deliveries deliveries) : IMessageHandler<PaymentCaptured>, IMessageHandler<PaymentRefunded>
{
    public Task HandleAsync(PaymentCaptured message, MessageContext context, CancellationToken cancellationToken)
    {
        deliveries.Note("eu-reports", message.PaymentId);
        return Task.CompletedTask;
    }

    public Task HandleAsync(PaymentRefunded message, MessageContext context, CancellationToken cancellationToken)
    {
        deliveries.Note("eu-reports", message.PaymentId);
        return Task.CompletedTask;
    }
}

internal sealed class AlertHandler(Deliveries deliveries) : IMessageHandler<PaymentRefunded>
{
    public Task HandleAsync(PaymentRefunded message, MessageContext context, CancellationToken cancellationToken)
    {
        deliveries.Note("alerts", message.PaymentId);
        return Task.CompletedTask;
    }
}
