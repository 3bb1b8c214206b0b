namespace Messaging.Local;

/// <summary>One event on its way to one target, by the target's own retry policy and with its dead-letter queue.</summary>
internal abstract class EventDelivery(TargetAddress address, BusEvent happened) : Delivery
{
    /// <summary>Names EventBridge in the policies of queues and topics.</summary>
    public const string Principal = "events.amazonaws.com";

    protected const string NoResource = "NO_RESOURCE";

    private string? _exhausted;

    protected TargetAddress Address { get; } = address;

    protected BusEvent Happened { get; } = happened;

    public override bool IsAbout(string resource) =>
        resource == Address.Rule.Name || resource == Arns.NameOf(Address.Target.Arn.Resource);

    public override Task<DeliveryOutcome> AttemptAsync(DateTime now, CancellationToken cancellationToken) =>
        Address.Target.Input.Write(Happened, Address.Rule) is { } payload
            ? DeliverAsync(payload, now, cancellationToken)
            : Task.FromResult(DeliveryOutcome.Refused(
                "INVALID_JSON", "The input of the target cannot be made of the event."));

    public override TimeSpan? NextDelay(DateTime now)
    {
        var left = StartedAt + Address.Target.EventAge - now;
        if (left <= TimeSpan.Zero)
        {
            _exhausted = "MaximumEventAgeInSeconds";
            return null;
        }

        if (Attempts > Address.Target.RetryAttempts)
        {
            _exhausted = "MaximumRetryAttempts";
            return null;
        }

        var delay = Address.Region.Buses.Backoff.Next(Attempts);
        return delay < left ? delay : left;
    }

    public override void GiveUp(DeliveryOutcome last, DateTime now)
    {
        Address.Rule.Failed++;
        EventDeadLetters.Send(Address, Happened, new GivenUp(last, Math.Max(0, Attempts - 1), _exhausted), now);
    }

    protected abstract Task<DeliveryOutcome> DeliverAsync(
        string payload, DateTime now, CancellationToken cancellationToken);
}
