namespace Messaging.Local;

/// <summary>The rules of a region's buses, and their targets, as things that are put, listed and deleted.</summary>
internal sealed class RegionRules(Region region, RegionBuses buses)
{
    /// <summary>Creates a rule, or sets everything of one that is there; targets and tags stay then.</summary>
    public string Put(
        string? bus, string name, RuleSettings settings, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        BusRules.CheckRule(name, settings);
        BusRules.CheckTags(tags.Count);
        return buses.With(bus, (found, _) =>
        {
            CheckSchedule(settings, found);
            var pattern = settings.Pattern is null ? null : Parse(settings.Pattern);
            var rule = found.FindRule(name) ?? Add(found, name, tags);
            rule.Change(settings, pattern);
            return rule.Arn;
        });
    }

    public void SetState(string? bus, string name, string state) => buses.With(bus, (found, _) =>
    {
        found.GetRule(name).SetState(state);
        return 0;
    });

    /// <summary>Deletes a rule that has no targets any more; one that is not there is deleted already.</summary>
    public void Delete(string? bus, string name) => buses.With(bus, (found, _) =>
    {
        if (found.FindRule(name) is { } rule)
        {
            if (rule.Targets.Count > 0)
            {
                throw EventBridgeErrors.Validation("Rule can't be deleted since it has targets.");
            }

            found.Remove(rule);
        }

        return 0;
    });

    public ResultPage<EventRule> List(string? bus, string? prefix, PageRequest page) => buses.With(bus, (found, _) =>
        ResultPage<EventRule>.Cut(
            found.Rules.Where(rule => rule.Name.StartsWith(prefix ?? string.Empty, StringComparison.Ordinal)),
            rule => rule.Name,
            page));

    public ResultPage<string> ListNamesByTarget(string? bus, string arn, PageRequest page) =>
        buses.With(bus, (found, _) => ResultPage<string>.Cut(
            found.Rules.Where(rule => rule.Targets.Any(target => target.Settings.Arn == arn)).Select(rule => rule.Name),
            name => name,
            page));

    /// <summary>Adds targets to a rule, all or none; one with the id of another replaces it.</summary>
    public void PutTargets(string? bus, string name, IReadOnlyList<TargetSettings> targets)
    {
        TargetRules.CheckRequest(targets.Count);
        buses.With(bus, (found, _) =>
        {
            var rule = found.GetRule(name);
            var ready = targets.Select((target, at) => TargetRules.Check(target, at + 1, region)).ToList();
            var added = targets.Select(target => target.Id).Distinct(StringComparer.Ordinal).Count(id => !rule.HasTarget(id));
            if (rule.Targets.Count + added > BusLimits.TargetsPerRule)
            {
                throw EventBridgeErrors.LimitExceeded();
            }

            foreach (var target in ready)
            {
                rule.PutTarget(target);
            }

            return 0;
        });
    }

    /// <summary>Removes targets, and returns the ids of those that were not there.</summary>
    public IReadOnlyList<string> RemoveTargets(string? bus, string name, IReadOnlyList<string> ids)
    {
        TargetRules.CheckRemoved(ids.Count);
        return buses.With(bus, (found, _) =>
        {
            var rule = found.GetRule(name);
            return ids.Where(id => !rule.RemoveTarget(id)).ToList();
        });
    }

    public ResultPage<TargetSettings> ListTargets(string? bus, string name, PageRequest page) =>
        buses.With(bus, (found, _) => ResultPage<TargetSettings>.Cut(
            found.GetRule(name).Targets.Select(target => target.Settings), target => target.Id, page));

    /// <summary>Reads a pattern; what is wrong with it is the sender's mistake.</summary>
    public static EventPattern Parse(string pattern)
    {
        try
        {
            return EventPattern.Parse(pattern);
        }
        catch (PatternException error)
        {
            throw EventBridgeErrors.InvalidPattern(pattern, error.Message);
        }
    }

    private static EventRule Add(EventBus bus, string name, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        if (bus.Rules.Count >= BusLimits.RulesPerBus)
        {
            throw EventBridgeErrors.LimitExceeded();
        }

        var rule = new EventRule(bus, name);
        foreach (var (key, value) in tags)
        {
            rule.Tags[key] = value;
        }

        bus.Add(rule);
        return rule;
    }

    private static void CheckSchedule(RuleSettings settings, EventBus bus)
    {
        if (settings.Schedule is not null)
        {
            throw bus.IsDefault
                ? EventBridgeErrors.NotAvailable("ScheduleExpression")
                : EventBridgeErrors.Validation("ScheduleExpression is supported only on the default event bus.");
        }

        if (settings.Pattern is null)
        {
            throw EventBridgeErrors.Validation("Parameter(s) EventPattern or ScheduleExpression must be specified.");
        }
    }
}
