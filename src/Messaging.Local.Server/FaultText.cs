using System.Text.Json;

namespace Messaging.Local.Server;

/// <summary>Reads and writes faults as JSON: kind, action, resource, probability, times, seconds.</summary>
internal static class FaultText
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "kind", "action", "resource", "probability", "times", "seconds",
    };

    /// <exception cref="FormatException">A member is unknown or has no sense.</exception>
    public static LocalBrokerFault Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("A fault is a JSON object, such as {\"kind\":\"Throttle\",\"probability\":0.1}.");
        }

        if (json.EnumerateObject().FirstOrDefault(member => !Known.Contains(member.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
        {
            throw new FormatException($"'{unknown.Name}' is not a member of a fault: {string.Join(", ", Known)} are.");
        }

        var kind = json.TryGetProperty("kind", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
        var probability = Number(json, "probability") ?? 1;
        var times = Number(json, "times");
        return new LocalBrokerFault
        {
            Kind = Enum.TryParse<LocalBrokerFaultKind>(kind, ignoreCase: true, out var known) && Enum.IsDefined(known)
                ? known
                : throw new FormatException(
                    $"'{kind}' is not a kind of fault: {string.Join(", ", Enum.GetNames<LocalBrokerFaultKind>())} are."),
            Action = Text(json, "action"),
            Resource = Text(json, "resource"),
            Probability = probability is >= 0 and <= 1
                ? probability
                : throw new FormatException($"A probability is from 0 to 1, not {probability}."),
            Times = times is null or (>= 0 and <= int.MaxValue)
                ? (int?)times
                : throw new FormatException($"times is a number from 0, not {times}."),
            Duration = Number(json, "seconds") is not { } seconds ? TimeSpan.Zero
                : seconds is >= 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds)
                : throw new FormatException($"seconds is a number from 0 to 86400, not {seconds}."),
        };
    }

    public static void Write(Utf8JsonWriter json, LocalBrokerFault fault)
    {
        json.WriteStartObject();
        json.WriteString("kind", fault.Kind.ToString());
        json.WriteString("action", fault.Action);
        json.WriteString("resource", fault.Resource);
        json.WriteNumber("probability", fault.Probability);
        if (fault.Times is { } times)
        {
            json.WriteNumber("times", times);
        }

        json.WriteNumber("seconds", fault.Duration.TotalSeconds);
        json.WriteNumber("happened", fault.Happened);
        json.WriteEndObject();
    }

    private static string? Text(JsonElement json, string name) =>
        !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw new FormatException($"{name} is a text, not {value.GetRawText()}.");

    private static double? Number(JsonElement json, string name) =>
        !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number
        : throw new FormatException($"{name} is a number, not {value.GetRawText()}.");
}
