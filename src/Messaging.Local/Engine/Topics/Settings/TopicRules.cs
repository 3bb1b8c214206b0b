using System.Globalization;

namespace Messaging.Local;

/// <summary>What SNS checks on a topic.</summary>
internal static class TopicRules
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "DisplayName", "Policy", "DeliveryPolicy", "FifoTopic", "ContentBasedDeduplication", "FifoThroughputScope",
        "ArchivePolicy", "SignatureVersion", "TracingConfig", "KmsMasterKeyId", "MaximumMessageSize", "DataProtectionPolicy",
    };

    private static readonly Dictionary<string, string> Defaults = new(StringComparer.Ordinal)
    {
        ["ContentBasedDeduplication"] = "false",
        ["SignatureVersion"] = "1",
        ["TracingConfig"] = "PassThrough",
        ["MaximumMessageSize"] = SnsLimits.DefaultMessageSize.ToString(CultureInfo.InvariantCulture),
    };

    public static void CheckNew(string name, IReadOnlyDictionary<string, string> attributes)
    {
        var fifo = name.EndsWith(".fifo", StringComparison.Ordinal);
        var bare = fifo ? name[..^".fifo".Length] : name;
        if (name.Length > SnsLimits.NameLength || bare.Length == 0
            || !bare.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            throw SnsErrors.InvalidParameter("Topic Name");
        }

        if (fifo != (attributes.GetValueOrDefault("FifoTopic") == "true"))
        {
            throw SnsErrors.InvalidParameter(fifo
                ? "Topic Name"
                : "Attributes Reason: Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase " +
                  "ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long.");
        }

        foreach (var (key, value) in attributes)
        {
            Check(key, value, "Attributes Reason: ");
        }
    }

    public static void Check(string name, string value, string prefix)
    {
        if (!Known.Contains(name) && !name.Contains("Feedback", StringComparison.Ordinal))
        {
            throw SnsErrors.InvalidParameter(prefix.Length > 0 ? $"{prefix}Unknown attribute {name}" : "AttributeName");
        }

        var isWrong = name switch
        {
            "FifoTopic" or "ContentBasedDeduplication" => value is not ("true" or "false"),
            "SignatureVersion" => value is not ("1" or "2"),
            "TracingConfig" => value is not ("PassThrough" or "Active"),
            "FifoThroughputScope" => value is not ("Topic" or "MessageGroup"),
            "MaximumMessageSize" => !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                || size is < SnsLimits.MinimumMessageSize or > SnsLimits.MaximumMessageSize,
            "Policy" or "DeliveryPolicy" => value.Length > 0 && !JsonTexts.IsObject(value),
            _ => false,
        };
        if (name == "ArchivePolicy" && value.Length > 0 && value.AsSpan().Trim() is not "{}")
        {
            throw SnsErrors.NotAvailable(prefix + name);
        }

        if (isWrong)
        {
            throw SnsErrors.InvalidParameter($"{prefix}{name}: Invalid value [{value}].");
        }
    }

    /// <summary>Checks that creating a topic again asks for what it is.</summary>
    public static void CheckSame(
        Topic topic, IReadOnlyDictionary<string, string> attributes, IReadOnlyDictionary<string, string> tags)
    {
        if (attributes.Any(attribute =>
            attribute.Key != "FifoTopic"
            && Effective(attribute.Key, topic.Attributes.GetValueOrDefault(attribute.Key)) != Effective(attribute.Key, attribute.Value)))
        {
            throw SnsErrors.InvalidParameter("Attributes Reason: Topic already exists with different attributes");
        }

        if (tags.Any(tag => topic.Tags.GetValueOrDefault(tag.Key) != tag.Value))
        {
            throw SnsErrors.InvalidParameter("Tags Reason: Topic already exists with different tags");
        }
    }

    // What is the same as none is null.
    private static string? Effective(string name, string? value) =>
        value is null or "" || Defaults.GetValueOrDefault(name) == value ? null : value;
}
