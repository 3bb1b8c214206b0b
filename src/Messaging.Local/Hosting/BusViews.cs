namespace Messaging.Local;

/// <summary>Makes what people see of the event buses of a region.</summary>
internal static class BusViews
{
    public static IReadOnlyList<LocalEventBusInfo> List(Region region) => region.Run(now =>
        region.Buses.All(now).Select(bus => new LocalEventBusInfo
        {
            Region = region.Name,
            Name = bus.Name,
            Arn = bus.Arn,
            MatchedEvents = bus.Matched,
            UnmatchedEvents = bus.Unmatched,
            Rules = [.. bus.Rules.Values.Select(Describe)],
        }).ToList());

    private static LocalRuleInfo Describe(Rule rule) => new()
    {
        Name = rule.Name,
        EventPattern = rule.PatternText ?? string.Empty,
        IsEnabled = rule.State != "DISABLED",
        MatchedEvents = rule.Matched,
        Targets = [.. rule.Targets.Select(target => target.Arn)],
    };
}
