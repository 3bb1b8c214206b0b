using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Messaging.Sqs;

/// <summary>Where a queue moves what was received too often.</summary>
internal sealed record RedrivePolicy(string DeadLetterArn, int MaxReceives)
{
    public const int DefaultMaxReceives = 3;

    /// <summary>Reads the attribute; its number comes back as it was written, as a number or as a string.</summary>
    public static bool TryParse(string? json, [NotNullWhen(true)] out RedrivePolicy? policy)
    {
        policy = null;
        if (string.IsNullOrEmpty(json))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("deadLetterTargetArn", out var arn)
                || arn.ValueKind != JsonValueKind.String
                || !document.RootElement.TryGetProperty("maxReceiveCount", out var count)
                || !int.TryParse(count.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var receives))
            {
                return false;
            }

            policy = new RedrivePolicy(arn.GetString()!, receives);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("deadLetterTargetArn", DeadLetterArn);
            writer.WriteNumber("maxReceiveCount", MaxReceives);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
