using System.Text.Json;

namespace Messaging.Local.Server;

/// <summary>Reads how far the clock jumps: <c>{"seconds":3600}</c>.</summary>
internal static class ClockText
{
    private const double MostSeconds = 3_155_760_000;

    /// <exception cref="FormatException">It is no such object.</exception>
    public static TimeSpan Read(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.GetPropertyCount() == 1
            && json.TryGetProperty("seconds", out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out var seconds) && seconds is >= -MostSeconds and <= MostSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException(
                "A jump of the clock is {\"seconds\":3600}: at most 100 years, negative for back.");
}
