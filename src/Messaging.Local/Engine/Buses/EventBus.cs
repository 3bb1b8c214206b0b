namespace Messaging.Local;

/// <summary>One event bus with its rules. Its region's lock guards it.</summary>
internal sealed class EventBus
{
    public const string DefaultName = "default";

    private readonly SortedDictionary<string, EventRule> _rules = new(StringComparer.Ordinal);

    public EventBus(Region region, string name, BusSettings settings, DateTime now)
    {
        Name = name;
        ArnPrefix = $"arn:aws:events:{region.Name}:{region.Options.AccountId}:";
        Settings = settings;
        CreatedAt = ModifiedAt = now;
    }

    public string Name { get; }

    public bool IsDefault => Name == DefaultName;

    public string Arn => $"{ArnPrefix}event-bus/{Name}";

    /// <summary>Gets what all ARNs of the bus's region begin with.</summary>
    public string ArnPrefix { get; }

    public BusSettings Settings { get; private set; }

    public string? Policy { get; private set; }

    public DateTime CreatedAt { get; }

    public DateTime ModifiedAt { get; private set; }

    public Dictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the rules in the order of their names.</summary>
    public IReadOnlyCollection<EventRule> Rules => _rules.Values;

    /// <summary>Gets or sets how many events at least one rule was for.</summary>
    public long Matched { get; set; }

    /// <summary>Gets or sets how many events no rule was for.</summary>
    public long Unmatched { get; set; }

    public EventRule? FindRule(string name) => _rules.GetValueOrDefault(name);

    public EventRule GetRule(string name) => FindRule(name) ?? throw EventBridgeErrors.NoRule(name, Name);

    public void Add(EventRule rule) => _rules.Add(rule.Name, rule);

    public void Remove(EventRule rule) => _rules.Remove(rule.Name);

    public void Change(BusSettings settings, DateTime now)
    {
        Settings = settings;
        ModifiedAt = now;
    }

    public void ChangePolicy(string? policy, DateTime now)
    {
        Policy = policy;
        ModifiedAt = now;
    }
}
