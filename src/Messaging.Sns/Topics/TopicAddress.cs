using System.Buffers;
using Messaging.Aws;

namespace Messaging.Sns;

/// <summary>Where a topic is: its name, and its ARN where one was given.</summary>
internal sealed record TopicAddress(string Name, string? TopicArn)
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public bool IsFifo => Name.EndsWith(".fifo", StringComparison.Ordinal);

    /// <summary>Reads a name or an ARN.</summary>
    /// <exception cref="MessagingConfigurationException">It is neither.</exception>
    public static TopicAddress Parse(string value)
    {
        if (!Arn.LooksLikeArn(value))
        {
            return IsName(value) ? new TopicAddress(value, null) : throw Malformed(value);
        }

        if (Arn.Defect(value, "sns") is { } defect)
        {
            throw Malformed(value, defect);
        }

        var name = Arn.Parse(value).Resource;
        return IsName(name) ? new TopicAddress(name, value) : throw Malformed(value);
    }

    private static bool IsName(string name)
    {
        var stem = name.EndsWith(".fifo", StringComparison.Ordinal) ? name.AsSpan(0, name.Length - 5) : name;
        return name.Length <= 256 && stem.Length > 0 && !stem.ContainsAnyExcept(NameCharacters);
    }

    private static MessagingConfigurationException Malformed(string value, string? defect = null) => new(
        $"The topic address '{value}' {(defect is null ? "is" : defect + ": it is")} neither a name (1 to 256 letters, digits, hyphens and " +
        "underscores; '.fifo' at the end of a FIFO topic's) nor the ARN of an SNS topic. Correct it where the topic is registered or configured.");
}
