namespace Messaging.Local;

/// <summary>The event buses of a region as things that are created, changed, listed and deleted.</summary>
internal sealed class RegionBuses
{
    private readonly SortedDictionary<string, EventBus> _buses = new(StringComparer.Ordinal);
    private readonly Region _region;

    public RegionBuses(Region region)
    {
        _region = region;
        Backoff = new RetryBackoff(region.Jitter);
        Router = new EventRouter(region);
        Rules = new RegionRules(region, this);
    }

    /// <summary>Gets the buses in the order of their names. The region's lock must be held.</summary>
    public IEnumerable<EventBus> All
    {
        get
        {
            AddDefault();
            return _buses.Values;
        }
    }

    public EventRouter Router { get; }

    public RegionRules Rules { get; }

    public RetryBackoff Backoff { get; }

    /// <summary>Finds a bus by its name or its ARN, or null. The region's lock must be held.</summary>
    public EventBus? FindByNameOrArn(string nameOrArn) =>
        nameOrArn.StartsWith("arn:", StringComparison.Ordinal) ? FindByArn(nameOrArn) : Find(nameOrArn);

    public EventBus? FindByArn(string arn) =>
        ResourceArn.Parse(arn) is { } parts && parts.Resource.StartsWith("event-bus/", StringComparison.Ordinal)
        && Find(parts.Resource["event-bus/".Length..]) is { } bus && bus.Arn == arn
            ? bus
            : null;

    /// <summary>Finds a bus that must be there; null and the empty name mean the default bus.</summary>
    public EventBus Get(string? nameOrArn)
    {
        var name = string.IsNullOrEmpty(nameOrArn) ? EventBus.DefaultName : nameOrArn;
        return FindByNameOrArn(name) ?? throw EventBridgeErrors.NoBus(BusRules.NameOf(name));
    }

    public EventBus Create(string name, BusSettings settings, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        BusRules.CheckNew(name, settings);
        BusRules.CheckTags(tags.Count);
        return _region.Run(now =>
        {
            if (Find(name) is not null)
            {
                throw EventBridgeErrors.AlreadyExists(name);
            }

            if (_buses.Count >= BusLimits.Buses)
            {
                throw EventBridgeErrors.LimitExceeded();
            }

            var bus = new EventBus(_region, name, settings, now);
            foreach (var (key, value) in tags)
            {
                bus.Tags[key] = value;
            }

            _buses.Add(name, bus);
            return bus;
        });
    }

    public EventBus Change(string? name, Func<BusSettings, BusSettings> change) => _region.Run(now =>
    {
        var bus = Get(name);
        var settings = change(bus.Settings);
        BusRules.Check(settings);
        bus.Change(settings, now);
        return bus;
    });

    public void Delete(string name) => _region.Run(_ =>
    {
        if (BusRules.NameOf(name) == EventBus.DefaultName)
        {
            throw EventBridgeErrors.Validation("Cannot delete event bus default.");
        }

        var bus = Get(name);
        if (bus.Rules.Count > 0)
        {
            // That the rules have to go first is documented, the text is not (?).
            throw EventBridgeErrors.Validation($"Event bus {bus.Name} can't be deleted since it has rules.");
        }

        return _buses.Remove(bus.Name);
    });

    public ResultPage<EventBus> List(string? prefix, PageRequest page) => _region.Run(_ => ResultPage<EventBus>.Cut(
        All.Where(bus => bus.Name.StartsWith(prefix ?? string.Empty, StringComparison.Ordinal)), bus => bus.Name, page));

    /// <summary>Reads or changes something of one bus under the lock.</summary>
    public T With<T>(string? nameOrArn, Func<EventBus, DateTime, T> work) =>
        _region.Run(now => work(Get(nameOrArn), now));

    /// <summary>Reads or changes the tags of a bus or a rule under the lock.</summary>
    public T WithTags<T>(string arn, Func<Dictionary<string, string>, T> work) => _region.Run(_ =>
    {
        var resource = ResourceArn.Parse(arn) is { Service: "events" } parts
            ? parts.Resource
            : throw EventBridgeErrors.NotValid(arn, "Provided Arn is not in correct format.");
        if (!resource.StartsWith("rule/", StringComparison.Ordinal))
        {
            return work(Get(arn).Tags);
        }

        var name = resource["rule/".Length..];
        var slash = name.LastIndexOf('/');
        var bus = Get(slash < 0 ? null : name[..slash]);
        return work(bus.GetRule(name[(slash + 1)..]).Tags);
    });

    /// <summary>Forgets all buses, rules and events; the default bus is there again, empty.</summary>
    public void Clear() => _region.Run(_ =>
    {
        _buses.Clear();
        Router.Unmatched.Clear();
        return 0;
    });

    private EventBus? Find(string name)
    {
        AddDefault();
        return _buses.GetValueOrDefault(name);
    }

    /// <summary>Adds the bus that every region has. It is as old as the first look at it.</summary>
    private void AddDefault()
    {
        if (!_buses.ContainsKey(EventBus.DefaultName))
        {
            _buses.Add(EventBus.DefaultName, new EventBus(_region, EventBus.DefaultName, new BusSettings(), _region.Now));
        }
    }
}
