namespace Messaging.Local;

/// <summary>One event bus with its rules. Its region's lock guards it.</summary>
internal sealed class EventBus(string name, string arn, DateTime createdAt)
{
    public const string Default = "default";

    public string Name { get; } = name;

    public string Arn { get; } = arn;

    public DateTime CreatedAt { get; } = createdAt;

    public string? Description { get; init; }

    public string? Policy { get; set; }

    public SortedDictionary<string, Rule> Rules { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets or sets how many events some rule has matched.</summary>
    public long Matched { get; set; }

    /// <summary>Gets or sets how many events no rule has matched: they are gone.</summary>
    public long Unmatched { get; set; }
}
