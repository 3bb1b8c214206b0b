namespace Messaging.Local;

/// <summary>The rules of a region's buses, and their targets.</summary>
internal sealed class RegionRules(Region region, RegionBuses buses)
{
    /// <summary>Makes a rule or replaces all of one but its targets and tags.</summary>
    public string Put(RuleRequest request) => buses.With(request.Bus, (bus, _) =>
    {
        CheckName(request.Name);
        if (request.Pattern is null && request.Schedule is null)
        {
            throw EventBridgeErrors.Validation("Parameter(s) EventPattern or ScheduleExpression must be specified.");
        }

        if (request.Schedule is not null && bus.Name != EventBus.Default)
        {
            throw EventBridgeErrors.Validation("ScheduleExpression is supported only on the default event bus.");
        }

        if (request.Schedule is not null)
        {
            throw EventBridgeErrors.Validation(
                "Parameter ScheduleExpression is not valid. Reason: the embedded broker runs no schedules.");
        }

        if (request.State is not (null or "ENABLED" or "DISABLED" or "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"))
        {
            throw EventBridgeErrors.Constraint(
                $"'{request.State}'", "state",
                "Member must satisfy enum value set: [ENABLED, DISABLED, ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS]");
        }

        var pattern = ReadPattern(request.Pattern!);
        if (!bus.Rules.TryGetValue(request.Name, out var rule))
        {
            bus.Rules.Add(request.Name, rule = new Rule(request.Name, bus.Name, ArnOf(bus, request.Name)));
            foreach (var (key, value) in request.Tags)
            {
                rule.Tags[key] = value;
            }
        }

        rule.Change(request.Pattern, pattern, request.Description, request.RoleArn, request.State ?? "ENABLED");
        return rule.Arn;
    });

    public T With<T>(string name, string? bus, Func<Rule, T> work) => buses.With(bus, (found, _) =>
        work(found.Rules.GetValueOrDefault(name) ?? throw EventBridgeErrors.NoRule(name, found.Name)));

    public void Delete(string name, string? bus) => buses.With(bus, (found, _) =>
    {
        if (found.Rules.TryGetValue(name, out var rule) && rule.Targets.Count > 0)
        {
            throw EventBridgeErrors.Validation("Rule can't be deleted since it has targets.");
        }

        return found.Rules.Remove(name);
    });

    public void PutTargets(string name, string? bus, IReadOnlyList<Target> targets) => With(name, bus, rule =>
    {
        TargetRules.Check(targets, region);
        var ids = targets.Select(target => target.Id).Concat(rule.Targets.Select(target => target.Id));
        if (ids.Distinct(StringComparer.Ordinal).Count() > EventBridgeLimits.TargetsPerRule)
        {
            throw EventBridgeErrors.LimitExceeded();
        }

        foreach (var target in targets)
        {
            var at = rule.Targets.FindIndex(present => present.Id == target.Id);
            if (at < 0)
            {
                rule.Targets.Add(target);
            }
            else
            {
                rule.Targets[at] = target;
            }
        }

        return 0;
    });

    public void RemoveTargets(string name, string? bus, IReadOnlyList<string> ids) =>
        With(name, bus, rule => rule.Targets.RemoveAll(target => ids.Contains(target.Id)));

    /// <summary>Lists the names of the rules that send to an ARN.</summary>
    public List<string> NamesByTarget(string arn, string? bus) => buses.With(bus, (found, _) =>
        found.Rules.Values.Where(rule => rule.Targets.Exists(target => target.Arn == arn)).Select(rule => rule.Name).ToList());

    public static EventPattern ReadPattern(string pattern)
    {
        try
        {
            return pattern.Length <= EventBridgeLimits.PatternLength
                ? EventPattern.Parse(pattern)
                : throw EventBridgeErrors.Constraint(
                    $"'{pattern}'", "eventPattern", "Member must have length less than or equal to 4096");
        }
        catch (PatternException error)
        {
            throw EventBridgeErrors.InvalidPattern($"Event pattern is not valid. Reason: {error.Message}");
        }
    }

    private static void CheckName(string name)
    {
        if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            throw EventBridgeErrors.Constraint(
                $"'{name}'", "name", "Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+");
        }
    }

    private string ArnOf(EventBus bus, string name)
    {
        var path = bus.Name == EventBus.Default ? name : $"{bus.Name}/{name}";
        return $"arn:aws:events:{region.Name}:{region.Options.AccountId}:rule/{path}";
    }
}
