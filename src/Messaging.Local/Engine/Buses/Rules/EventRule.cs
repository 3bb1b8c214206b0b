namespace Messaging.Local;

/// <summary>One rule of a bus: which events it is for, and where they go. Its region's lock guards it.</summary>
internal sealed class EventRule(EventBus bus, string name)
{
    private readonly SortedDictionary<string, RuleTarget> _targets = new(StringComparer.Ordinal);
    private EventPattern? _pattern;

    public EventBus Bus { get; } = bus;

    public string Name { get; } = name;

    public string Arn { get; } = bus.IsDefault
        ? $"{bus.ArnPrefix}rule/{name}"
        : $"{bus.ArnPrefix}rule/{bus.Name}/{name}";

    public RuleSettings Settings { get; private set; } = new();

    public Dictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the targets in the order of their ids.</summary>
    public IReadOnlyCollection<RuleTarget> Targets => _targets.Values;

    /// <summary>Gets or sets how many events the rule was for.</summary>
    public long Matched { get; set; }

    /// <summary>Gets or sets how many deliveries were given up.</summary>
    public long Failed { get; set; }

    public bool IsEnabled => Settings.State != RuleSettings.Disabled;

    public void Change(RuleSettings settings, EventPattern? pattern)
    {
        Settings = settings;
        _pattern = pattern;
    }

    public void SetState(string state) => Settings = Settings with { State = state };

    public bool IsFor(BusEvent happened) => IsEnabled && _pattern is not null && _pattern.Matches(happened.Node);

    public bool HasTarget(string id) => _targets.ContainsKey(id);

    public void PutTarget(RuleTarget target) => _targets[target.Settings.Id] = target;

    public bool RemoveTarget(string id) => _targets.Remove(id);
}
