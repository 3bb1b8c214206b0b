namespace Messaging.Local;

/// <summary>The event buses of a region, and what is put on them.</summary>
internal sealed class RegionBuses
{
    private readonly Region _region;
    private readonly SortedDictionary<string, EventBus> _buses = new(StringComparer.Ordinal);

    public RegionBuses(Region region)
    {
        _region = region;
        Rules = new RegionRules(region, this);
    }

    public RegionRules Rules { get; }

    /// <summary>Gets the buses in the order of their names. The region's lock must be held.</summary>
    public IEnumerable<EventBus> All(DateTime now)
    {
        Find(EventBus.Default, now);
        return _buses.Values;
    }

    public EventBus Create(
        string name, string? description, IEnumerable<KeyValuePair<string, string>> tags) => _region.Run(now =>
        {
            if (name.Length is 0 or > 256 || name == EventBus.Default
                || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_'))
            {
                throw EventBridgeErrors.Validation($"Parameter Name is not valid. Reason: '{name}' cannot name an event bus.");
            }

            if (Find(name, now) is not null)
            {
                throw EventBridgeErrors.AlreadyExists(name);
            }

            if (_buses.Count >= EventBridgeLimits.Buses)
            {
                throw EventBridgeErrors.LimitExceeded();
            }

            var bus = new EventBus(name, ArnOf(name), now) { Description = description };
            foreach (var (key, value) in tags)
            {
                bus.Tags[key] = value;
            }

            _buses.Add(name, bus);
            return bus;
        });

    public void Delete(string name) => _region.Run(now =>
    {
        if (NameOf(name) == EventBus.Default)
        {
            throw EventBridgeErrors.Validation("Cannot delete event bus default.");
        }

        var bus = Get(name, now);
        if (bus.Rules.Count > 0)
        {
            throw EventBridgeErrors.Validation("Event bus can't be deleted since it has rules.");
        }

        return _buses.Remove(bus.Name);
    });

    public T With<T>(string? name, Func<EventBus, DateTime, T> work) => _region.Run(now => work(Get(name, now), now));

    /// <summary>Finds a bus by name or ARN. The region's lock must be held.</summary>
    public EventBus Get(string? name, DateTime now) =>
        Find(name, now) ?? throw EventBridgeErrors.NoBus(NameOf(name));

    /// <summary>Puts up to ten events. One on a bus that does not exist is accepted and gone, as on AWS.</summary>
    public IReadOnlyList<EventResult> Put(IReadOnlyList<EventEntry> entries, Func<bool> fails)
    {
        EventEntryRules.CheckRequest(entries);
        return _region.Run(now => entries.Select(entry => Put(entry, fails, now)).ToList());
    }

    /// <summary>Takes an event that a rule of another bus passes on.</summary>
    public DeliveryOutcome PassOn(string busArn, BusEvent @event, DateTime now)
    {
        if (@event.Hops >= EventBridgeLimits.Hops)
        {
            return DeliveryOutcome.Refused("THIRD_ACCOUNT_HOP_DETECTED", "The event has passed too many event buses.");
        }

        if (Find(busArn, now) is not { } bus)
        {
            return DeliveryOutcome.Refused("NO_RESOURCE", $"There is no event bus {busArn}.");
        }

        Route(@event.PassedOn(), bus, now);
        return DeliveryOutcome.Delivered;
    }

    public void Clear() => _buses.Clear();

    private static string NameOf(string? bus) => string.IsNullOrEmpty(bus) ? EventBus.Default
        : bus.StartsWith("arn:", StringComparison.Ordinal) ? bus[(bus.IndexOf('/', StringComparison.Ordinal) + 1)..]
        : bus;

    private EventResult Put(EventEntry entry, Func<bool> fails, DateTime now)
    {
        if (fails())
        {
            return new EventResult(null, "InternalFailure", "We encountered an internal error. Please try again.");
        }

        if (EventEntryRules.Refuse(entry) is { } refused)
        {
            return refused;
        }

        var id = _region.NextId().ToString();
        if (Find(entry.Bus, now) is { } bus)
        {
            Route(new BusEvent(id, entry, _region.Options.AccountId, _region.Name, now, now), bus, now);
        }

        return new EventResult(id);
    }

    private void Route(BusEvent @event, EventBus bus, DateTime now)
    {
        var matches = bus.Rules.Values.Where(rule => rule.Matches(@event)).ToList();
        if (matches.Count == 0)
        {
            bus.Unmatched++;
            return;
        }

        bus.Matched++;
        foreach (var rule in matches)
        {
            rule.Matched++;
            foreach (var target in rule.Targets.ToArray())
            {
                if (TargetInput.Of(@event, rule, target) is { } text)
                {
                    _region.Deliveries.Start(new EventDelivery(_region, @event, rule, target, text), now);
                }
            }
        }
    }

    private EventBus? Find(string? bus, DateTime now)
    {
        var name = NameOf(bus);
        if (name == EventBus.Default && !_buses.ContainsKey(name))
        {
            _buses.Add(name, new EventBus(name, ArnOf(name), now));
        }

        return _buses.GetValueOrDefault(name) is { } found
            && (bus is null || !bus.StartsWith("arn:", StringComparison.Ordinal) || bus == found.Arn)
            ? found
            : null;
    }

    private string ArnOf(string name) => $"arn:aws:events:{_region.Name}:{_region.Options.AccountId}:event-bus/{name}";
}
