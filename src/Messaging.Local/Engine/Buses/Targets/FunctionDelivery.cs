namespace Messaging.Local;

/// <summary>Hands an event to a function, as EventBridge invokes AWS Lambda.</summary>
/// <remarks>
/// What a function throws is a matter of Lambda. The target's retry policy and dead-letter queue are for functions that are
/// not there.
/// </remarks>
internal sealed class FunctionDelivery(TargetAddress address, BusEvent happened) : EventDelivery(address, happened)
{
    private readonly AsyncInvocation _invocation = new(address.Region, address.Target.Settings.Arn);
    private string _payload = string.Empty;

    public override TimeSpan? NextDelay(DateTime now) => _invocation.FailedInFunction ? _invocation.NextDelay : base.NextDelay(now);

    public override void GiveUp(DeliveryOutcome last, DateTime now)
    {
        if (_invocation.FailedInFunction)
        {
            Address.Rule.Failed++;
            _invocation.GiveUp(_payload);
            return;
        }

        base.GiveUp(last, now);
    }

    protected override Task<DeliveryOutcome> DeliverAsync(string payload, DateTime now, CancellationToken cancellationToken)
    {
        _payload = payload;
        return _invocation.InvokeAsync(payload, cancellationToken);
    }
}
