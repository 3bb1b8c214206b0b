namespace Messaging.Local;

/// <summary>Describes event buses and events for people and tests.</summary>
internal static class BusViews
{
    public static List<LocalEventBusInfo> List(Region region) =>
        region.Run(_ => region.Buses.All.Select(bus => Describe(region, bus)).ToList());

    public static LocalEventBusInfo? Find(Region region, string name) =>
        region.Run(_ => region.Buses.FindByNameOrArn(name) is { } bus ? Describe(region, bus) : null);

    public static IReadOnlyList<LocalEvent> PeekUnmatched(Region region, string bus) =>
        region.Run(_ => region.Buses.Router.Unmatched.Of(bus).Select(Describe).ToList());

    private static LocalEventBusInfo Describe(Region region, EventBus bus) => new()
    {
        Region = region.Name,
        Name = bus.Name,
        Arn = bus.Arn,
        MatchedEvents = bus.Matched,
        UnmatchedEvents = bus.Unmatched,
        Rules = [.. bus.Rules.Select(Describe)],
    };

    private static LocalRuleInfo Describe(EventRule rule) => new()
    {
        Name = rule.Name,
        Arn = rule.Arn,
        EventPattern = rule.Settings.Pattern ?? string.Empty,
        IsEnabled = rule.IsEnabled,
        Targets = [.. rule.Targets.Select(target => target.Settings.Arn)],
        MatchedEvents = rule.Matched,
        FailedDeliveries = rule.Failed,
    };

    private static LocalEvent Describe(BusEvent happened) => new()
    {
        EventId = happened.Id,
        Source = happened.Source,
        DetailType = happened.DetailType,
        Json = happened.Json,
    };
}
