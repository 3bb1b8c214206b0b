using System.Globalization;
using System.Text.Json;

namespace Messaging;

/// <summary>Writes the envelope around a message: CloudEvents 1.0 structured JSON.</summary>
internal static class EnvelopeWriter
{
    public static void Write(
        BodyBuffer output, Envelope envelope, MessageType type, object message, bool headersInside)
    {
        var writer = output.Writer;
        writer.WriteStartObject();
        writer.WriteString(EnvelopeNames.SpecVersion, "1.0");
        writer.WriteString(EnvelopeNames.Id, envelope.Id);
        writer.WriteString(EnvelopeNames.Source, envelope.Source);
        writer.WriteString(EnvelopeNames.Type, envelope.Type);
        WriteIfAny(writer, EnvelopeNames.Time, Format(envelope.Time));
        WriteIfAny(writer, EnvelopeNames.CorrelationId, envelope.CorrelationId);
        WriteIfAny(writer, EnvelopeNames.CausationId, envelope.CausationId);
        WriteIfAny(writer, EnvelopeNames.TraceParent, envelope.TraceParent);
        WriteIfAny(writer, EnvelopeNames.TraceState, envelope.TraceState);
        WriteIfAny(writer, EnvelopeNames.PartitionKey, envelope.PartitionKey);
        if (headersInside && envelope.Headers is { Count: > 0 } headers)
        {
            WriteHeaders(writer, headers);
        }

        writer.WriteString(EnvelopeNames.DataContentType, "application/json");
        writer.WritePropertyName(EnvelopeNames.Data);
        type.Write(writer, message);
        writer.WriteEndObject();
        writer.Flush();
    }

    /// <summary>Writes the bare message, for consumers that know no envelope.</summary>
    public static void WriteRaw(BodyBuffer output, MessageType type, object message)
    {
        type.Write(output.Writer, message);
        output.Writer.Flush();
    }

    /// <summary>Formats a time as RFC 3339 in UTC.</summary>
    public static string? Format(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static void WriteIfAny(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteHeaders(Utf8JsonWriter writer, Dictionary<string, string> headers)
    {
        writer.WriteStartObject(EnvelopeNames.Headers);
        foreach (var (name, value) in headers)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    }
}
