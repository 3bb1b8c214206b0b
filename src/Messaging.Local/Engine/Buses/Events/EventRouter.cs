namespace Messaging.Local;

/// <summary>Takes events in, finds the rules that they are for, and sends them on their way.</summary>
internal sealed class EventRouter(Region region)
{
    /// <summary>Gets the events that no rule was for.</summary>
    public EventTrail Unmatched { get; } = new();

    /// <summary>Accepts the events of a request, each on its own. One for a bus that is not there is accepted and lost.</summary>
    public IReadOnlyList<PutResult> Put(IReadOnlyList<EventEntry> entries, Func<bool> fails)
    {
        EntryRules.CheckRequest(entries);
        var checks = entries.Select(entry => (Refusal: EntryRules.Check(entry, out var detail), Detail: detail)).ToList();
        return region.Run(now =>
        {
            var results = new List<PutResult>(entries.Count);
            for (var at = 0; at < entries.Count; at++)
            {
                results.Add(checks[at].Refusal ?? (fails()
                    ? new PutResult(null, "InternalFailure", "We encountered an internal error. Please try again.")
                    : Put(entries[at], checks[at].Detail, now)));
            }

            return results;
        });
    }

    /// <summary>Sends an event to the targets of the rules that it is for; the region's lock is held.</summary>
    /// <param name="bus">The bus that got the event.</param>
    /// <param name="happened">The event.</param>
    /// <param name="busNumber">How many buses have got it by now.</param>
    /// <param name="now">The time.</param>
    public void Route(EventBus bus, BusEvent happened, int busNumber, DateTime now)
    {
        var isMatched = false;
        foreach (var rule in bus.Rules.Where(rule => rule.IsFor(happened)))
        {
            isMatched = true;
            rule.Matched++;
            foreach (var target in rule.Targets)
            {
                region.Deliveries.Start(DeliveryTo(new TargetAddress(region, rule, target), happened, busNumber), now);
            }
        }

        if (isMatched)
        {
            bus.Matched++;
        }
        else
        {
            bus.Unmatched++;
            Unmatched.Add(bus.Name, happened);
        }
    }

    private PutResult Put(EventEntry entry, string detail, DateTime now)
    {
        var happened = new BusEvent
        {
            Id = region.NextId().ToString(),
            Source = entry.Source!,
            DetailType = entry.DetailType!,
            Detail = detail,
            Account = region.Options.AccountId,
            Region = region.Name,
            Time = entry.Time ?? now,
            ReceivedAt = now,
            Resources = entry.Resources ?? [],
            TraceHeader = entry.TraceHeader,
        };
        var name = string.IsNullOrEmpty(entry.BusName) ? EventBus.DefaultName : entry.BusName;
        if (region.Buses.FindByNameOrArn(name) is { } bus)
        {
            Route(bus, happened, 1, now);
        }
        else
        {
            Unmatched.Add(name, happened);
        }

        return new PutResult(happened.Id);
    }

    private static EventDelivery DeliveryTo(TargetAddress address, BusEvent happened, int busNumber) =>
        address.Target.Arn.Service switch
        {
            "sqs" => new QueueDelivery(address, happened),
            "sns" => new TopicDelivery(address, happened),
            "lambda" => new FunctionDelivery(address, happened),
            _ => new BusDelivery(address, happened, busNumber),
        };
}
