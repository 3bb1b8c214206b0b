namespace Messaging.EventBridge.Tests;

public sealed record PaymentCaptured(int Number, decimal Amount = 10, string Country = "DE");

public sealed record PaymentRefunded(int Number, string Reason = "broken");

public sealed class CapturedHandler : IMessageHandler<PaymentCaptured>
{
    public Task HandleAsync(PaymentCaptured message, MessageContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}

public sealed class RefundedHandler : IMessageHandler<PaymentRefunded>
{
    public Task HandleAsync(PaymentRefunded message, MessageContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
