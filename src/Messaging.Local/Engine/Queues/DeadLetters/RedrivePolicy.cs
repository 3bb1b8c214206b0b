using System.Globalization;
using System.Text.Json;

namespace Messaging.Local;

/// <summary>Where dead letters go, and after how many receives.</summary>
internal sealed record RedrivePolicy(string Json, string TargetArn, int MaxReceives)
{
    private const string Name = "RedrivePolicy";

    public static RedrivePolicy? Parse(string json)
    {
        if (json.Length == 0)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("deadLetterTargetArn", out var target)
                || target.ValueKind != JsonValueKind.String
                || !root.TryGetProperty("maxReceiveCount", out var count))
            {
                throw Invalid(
                    json, "Redrive policy is not a valid JSON map with deadLetterTargetArn and maxReceiveCount.");
            }

            var written = count.ValueKind == JsonValueKind.String ? count.GetString() : count.GetRawText();
            if (!int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number is < 1 or > 1000)
            {
                throw Invalid(json, "Invalid value for maxReceiveCount: it must be between 1 and 1000.");
            }

            return new RedrivePolicy(json, target.GetString()!, number);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Invalid(json, "Redrive policy is not valid JSON.");
        }
    }

    public static ServiceException Invalid(string json, string reason) =>
        SqsErrors.InvalidParameter(Name, json, reason);
}
