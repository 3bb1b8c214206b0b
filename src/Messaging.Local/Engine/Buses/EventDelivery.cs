namespace Messaging.Local;

/// <summary>One event on its way from a rule to one of its targets.</summary>
internal sealed class EventDelivery(Region region, BusEvent @event, Rule rule, Target target, string text) : Delivery
{
    public const string Principal = "events.amazonaws.com";

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private string _exhausted = "MaximumRetryAttempts";

    public override async Task<DeliveryOutcome> AttemptAsync(DateTime now, CancellationToken cancellationToken)
    {
        if (Arns.IsOf(target.Arn, "lambda"))
        {
            return await region.Parts.Functions.InvokeAsync(target.Arn, text, cancellationToken).ConfigureAwait(false);
        }

        var name = Arns.RegionOf(target.Arn);
        if (name == region.Name)
        {
            return Hand(region, now);
        }

        // Another region has a lock of its own, which must not be waited for with this one held.
        var other = region.Parts.RegionOf(name);
        return await Task.Run(() => other.Run(then => Hand(other, then)), cancellationToken).ConfigureAwait(false);
    }

    public override TimeSpan? NextDelay(DateTime now)
    {
        if (Attempts > (target.MaxAttempts ?? EventBridgeLimits.Attempts))
        {
            return null;
        }

        var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(Attempts - 1, 20)));
        pause = (pause < LongestPause ? pause : LongestPause) * (0.5 + (region.Jitter.NextDouble() / 2));
        var age = TimeSpan.FromSeconds(target.MaxAgeSeconds ?? EventBridgeLimits.AgeSeconds);
        if (now + pause - StartedAt < age)
        {
            return pause;
        }

        _exhausted = "MaximumEventAgeInSeconds";
        return null;
    }

    public override void GiveUp(DeliveryOutcome last, DateTime now)
    {
        if (target.DeadLetterArn is not { } letters)
        {
            return;
        }

        List<MessageAttribute> attributes =
        [
            Attribute("RULE_ARN", rule.Arn),
            Attribute("TARGET_ARN", target.Arn),
            Attribute("ERROR_CODE", last.Code ?? "UNKNOWN"),
            Attribute("ERROR_MESSAGE", last.Reason ?? "Unknown"),
        ];
        if (last.MayPass)
        {
            attributes.Add(Attribute("EXHAUSTED_RETRY_CONDITION", _exhausted));
            attributes.Add(Attribute(
                "RETRY_ATTEMPTS", (Attempts - 1).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        region.Messages.Accept(
            letters, Principal, rule.Arn, new MessageContent(@event.Text) { Attributes = attributes }, now);
    }

    private static MessageAttribute Attribute(string name, string value) => new(name, "String", value, null);

    private DeliveryOutcome Hand(Region where, DateTime now)
    {
        if (Arns.IsOf(target.Arn, "sqs"))
        {
            return where.Messages.Accept(target.Arn, Principal, rule.Arn, Content(), now);
        }

        if (Arns.IsOf(target.Arn, "sns"))
        {
            return where.Topics.Publishing.Accept(target.Arn, rule.Arn, text, @event.Entry.TraceHeader, now);
        }

        return Arns.IsOf(target.Arn, "events")
            ? where.Buses.PassOn(target.Arn, @event, now)
            : DeliveryOutcome.Refused("NO_RESOURCE", $"The broker has no target {target.Arn}.");
    }

    private MessageContent Content() => new(text) { GroupId = target.GroupId, TraceHeader = @event.Entry.TraceHeader };
}
