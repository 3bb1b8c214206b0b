namespace Messaging.Local;

/// <summary>One rule of a bus: which events go to which targets. Its region's lock guards it.</summary>
internal sealed class Rule(string name, string bus, string arn)
{
    public string Name { get; } = name;

    public string Bus { get; } = bus;

    public string Arn { get; } = arn;

    public string? PatternText { get; private set; }

    public EventPattern? Pattern { get; private set; }

    public string? Description { get; private set; }

    public string? RoleArn { get; private set; }

    public string State { get; set; } = "ENABLED";

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the targets in the order in which they were put.</summary>
    public List<Target> Targets { get; } = [];

    /// <summary>Gets or sets how many events it has matched.</summary>
    public long Matched { get; set; }

    public void Change(string? patternText, EventPattern? pattern, string? description, string? roleArn, string state)
    {
        (PatternText, Pattern, Description, RoleArn, State) = (patternText, pattern, description, roleArn, state);
    }

    public bool Matches(BusEvent @event) => State != "DISABLED" && Pattern is not null && Pattern.Matches(@event.Node);
}
