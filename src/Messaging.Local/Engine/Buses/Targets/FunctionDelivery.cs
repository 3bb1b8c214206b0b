namespace Messaging.Local;

/// <summary>Hands an event to a function of this process, as EventBridge invokes AWS Lambda.</summary>
/// <remarks>
/// The invocation is asynchronous: what a function throws is a matter of Lambda, which tries twice more, after one and
/// two minutes, and then drops the event. The target's retry policy and dead-letter queue are for functions that are not there.
/// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
/// </remarks>
internal sealed class FunctionDelivery(TargetAddress address, BusEvent happened) : EventDelivery(address, happened)
{
    private const string FunctionError = "ERROR_FROM_TARGET";
    private const int LastTry = 3;

    private int _tries;
    private bool _threw;

    public override TimeSpan? NextDelay(DateTime now) => _threw ? TimeSpan.FromMinutes(_tries) : base.NextDelay(now);

    public override void GiveUp(DeliveryOutcome last, DateTime now)
    {
        if (_threw)
        {
            Address.Rule.Failed++;
            return;
        }

        base.GiveUp(last, now);
    }

    protected override async Task<DeliveryOutcome> DeliverAsync(
        string payload, DateTime now, CancellationToken cancellationToken)
    {
        _threw = false;
        try
        {
            return await Address.Region.Parts.Functions.InvokeAsync(
                Address.Target.Settings.Arn, payload, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            _threw = true;
            return ++_tries < LastTry
                ? DeliveryOutcome.Failed(FunctionError, error.Message)
                : DeliveryOutcome.Refused(FunctionError, error.Message);
        }
    }
}
