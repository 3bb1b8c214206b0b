using System.Globalization;
using System.Text.Json;

namespace Messaging;

/// <summary>What a body turned out to be.</summary>
internal enum BodyShape
{
    /// <summary>Text that is no JSON object.</summary>
    Text,

    /// <summary>A JSON object that is no envelope.</summary>
    Object,

    Envelope,

    /// <summary>The beginning of an envelope that cannot be read to its end.</summary>
    BrokenEnvelope,
}

/// <summary>Reads envelopes in one pass over the bytes, without building a document.</summary>
internal static class EnvelopeReader
{
    // How deep a message may be is for its own JSON options; here it is only skipped, without recursion.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    public static BodyShape Read(ReadOnlyMemory<byte> body, out Envelope envelope)
    {
        envelope = new Envelope();
        var hasVersion = false;
        try
        {
            var reader = new Utf8JsonReader(body.Span, Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return BodyShape.Text;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                hasVersion |= ReadMember(ref reader, body, envelope);
            }

            // Anything but white space after the object makes it text.
            while (reader.Read())
            {
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return hasVersion ? BodyShape.BrokenEnvelope : BodyShape.Text;
        }

        if (!hasVersion)
        {
            return BodyShape.Object;
        }

        return string.IsNullOrEmpty(envelope.Type) ? BodyShape.BrokenEnvelope : BodyShape.Envelope;
    }

    /// <summary>Reads one member and returns whether it was the one by which an envelope is known.</summary>
    private static bool ReadMember(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, Envelope envelope)
    {
        var name = Name(ref reader);
        reader.Read();
        switch (name)
        {
            case EnvelopeNames.SpecVersion:
                reader.Skip();
                return true;
            case EnvelopeNames.Data:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                envelope.Data = body[start..(int)reader.BytesConsumed];
                return false;
            case EnvelopeNames.Headers when reader.TokenType == JsonTokenType.StartObject:
                envelope.Headers = ReadHeaders(ref reader);
                return false;
            case EnvelopeNames.Time when reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time):
                envelope.Time = time;
                return false;
            case EnvelopeNames.DataContentType:
                reader.Skip();
                return false;
            default:
                if (reader.TokenType == JsonTokenType.String)
                {
                    Set(envelope, name, reader.GetString());
                }
                else
                {
                    reader.Skip();
                }

                return false;
        }
    }

    // The names are always the same ones: no string is made of them.
    private static string? Name(ref Utf8JsonReader reader)
    {
        foreach (var known in EnvelopeNames.All)
        {
            if (reader.ValueTextEquals(known))
            {
                return known;
            }
        }

        return reader.GetString();
    }

    /// <summary>Takes one piece of metadata by its name. Other names are left alone.</summary>
    public static void Set(Envelope envelope, string? name, string? value)
    {
        switch (name)
        {
            case EnvelopeNames.Id: envelope.Id = value; break;
            case EnvelopeNames.Type: envelope.Type = value; break;
            case EnvelopeNames.Source: envelope.Source = value; break;
            case EnvelopeNames.Time: envelope.Time = ParseTime(value); break;
            case EnvelopeNames.CorrelationId: envelope.CorrelationId = value; break;
            case EnvelopeNames.CausationId: envelope.CausationId = value; break;
            case EnvelopeNames.TraceParent: envelope.TraceParent = value; break;
            case EnvelopeNames.TraceState: envelope.TraceState = value; break;
            case EnvelopeNames.PartitionKey: envelope.PartitionKey = value; break;
            default: break;
        }
    }

    public static DateTimeOffset? ParseTime(string? value) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    private static Dictionary<string, string> ReadHeaders(ref Utf8JsonReader reader)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                headers[name] = reader.GetString()!;
            }
            else
            {
                reader.Skip();
            }
        }

        return headers;
    }
}
