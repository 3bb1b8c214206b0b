using Messaging.Aws;

namespace Messaging.EventBridge;

/// <summary>Where an event bus is: its name, and its ARN where one was given.</summary>
internal sealed record EventBusAddress(string Name, string? BusArn)
{
    private const string Prefix = "event-bus/";

    /// <summary>Gets what requests name: the ARN where there is one.</summary>
    public string Value => BusArn ?? Name;

    /// <summary>Reads a name or an ARN.</summary>
    /// <exception cref="MessagingConfigurationException">It is neither.</exception>
    public static EventBusAddress Parse(string value)
    {
        if (!Arn.LooksLikeArn(value))
        {
            return IsName(value) ? new EventBusAddress(value, null) : throw Malformed(value);
        }

        if (Arn.Defect(value, "events") is { } defect)
        {
            throw Malformed(value, defect);
        }

        var resource = Arn.Parse(value).Resource;
        return resource.StartsWith(Prefix, StringComparison.Ordinal) && IsName(resource[Prefix.Length..])
            ? new EventBusAddress(resource[Prefix.Length..], value)
            : throw Malformed(value);
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 256
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '/' or '.' or '-' or '_');

    private static MessagingConfigurationException Malformed(string value, string? defect = null) => new(
        $"The event bus address '{value}' {(defect is null ? "is" : defect + ": it is")} neither a name (1 to 256 letters, digits and the " +
        "characters '/.-_'; 'default' for the bus that every account has) nor the ARN of a bus. Correct it where the bus is registered or configured.");
}
