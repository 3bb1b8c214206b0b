namespace Messaging.Local;

/// <summary>What EventBridge checks of buses, rules and their names.</summary>
internal static class BusRules
{
    private const string NamePattern = @"[\.\-_A-Za-z0-9]+";

    /// <summary>Returns the name in a name or an ARN of a bus.</summary>
    public static string NameOf(string nameOrArn) =>
        ResourceArn.Parse(nameOrArn) is { } arn ? arn.Resource[(arn.Resource.IndexOf('/') + 1)..] : nameOrArn;

    public static void CheckNew(string name, BusSettings settings)
    {
        CheckLength("Name", name, 1, BusLimits.BusNameLength);
        if (!name.All(c => IsOfName(c) || c == '/'))
        {
            throw EventBridgeErrors.Constraint(
                $"'{name}'", "Name", @"Member must satisfy regular expression pattern: [/\.\-_A-Za-z0-9]+");
        }

        if (name.Contains('/'))
        {
            throw EventBridgeErrors.Validation("Event bus name must not contain '/'.");
        }

        Check(settings);
    }

    public static void Check(BusSettings settings)
    {
        CheckLength("Description", settings.Description, 0, BusLimits.DescriptionLength);
        if (settings.DeadLetterArn is { } arn && !IsDeadLetterQueue(arn, null))
        {
            throw EventBridgeErrors.NotValid(arn, "Provided Arn is not in correct format.");
        }
    }

    /// <summary>Checks the name and the members of a rule, apart from its pattern.</summary>
    public static void CheckRule(string name, RuleSettings settings)
    {
        CheckName("Name", name, BusLimits.RuleNameLength);
        CheckLength("Description", settings.Description, 0, BusLimits.DescriptionLength);
        CheckLength("EventPattern", settings.Pattern, 0, BusLimits.PatternLength);
        if (settings.State is not (RuleSettings.Enabled or RuleSettings.Disabled or RuleSettings.EnabledWithManagement))
        {
            throw EventBridgeErrors.Constraint(
                $"'{settings.State}'",
                "State",
                "Member must satisfy enum value set: " +
                $"[{RuleSettings.Enabled}, {RuleSettings.Disabled}, {RuleSettings.EnabledWithManagement}]");
        }
    }

    public static void CheckTags(int count)
    {
        if (count > BusLimits.Tags)
        {
            throw EventBridgeErrors.LimitExceeded();
        }
    }

    /// <summary>Checks a name of letters, digits, dots, hyphens and underscores.</summary>
    public static void CheckName(string member, string name, int longest)
    {
        CheckLength(member, name, 1, longest);
        if (!name.All(IsOfName))
        {
            throw EventBridgeErrors.Constraint(
                $"'{name}'", member, $"Member must satisfy regular expression pattern: {NamePattern}");
        }
    }

    public static void CheckLength(string member, string? value, int least, int most)
    {
        if (value is not null && (value.Length < least || value.Length > most))
        {
            var bound = value.Length < least ? $"greater than or equal to {least}" : $"less than or equal to {most}";
            throw EventBridgeErrors.Constraint($"'{value}'", member, $"Member must have length {bound}");
        }
    }

    /// <summary>Returns whether an ARN is that of a standard queue, of this region where one is given.</summary>
    public static bool IsDeadLetterQueue(string arn, string? region) =>
        ResourceArn.Parse(arn) is { Service: "sqs" } queue
        && (region is null || queue.Region == region)
        && !queue.Resource.EndsWith(".fifo", StringComparison.Ordinal);

    private static bool IsOfName(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_';
}
