using System.Text.Json;

namespace Messaging.AspNetCore;

/// <summary>Reads the members of a JSON object, each once: what two readers could read differently is no message.</summary>
internal static class StrictMembers
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    /// <summary>Reads one member; the reader stands on the name and shall stand on the end of the value.</summary>
    public delegate void Member(string name, ref Utf8JsonReader reader);

    /// <exception cref="RefusedException">The body is no JSON object, has a member twice, or text that is no text.</exception>
    public static void Read(ReadOnlySpan<byte> body, Member member)
    {
        try
        {
            var reader = new Utf8JsonReader(body, Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw RefusedException.Malformed("The body is no JSON object.");
            }

            ReadObject(ref reader, member);
            if (reader.Read())
            {
                throw RefusedException.Malformed("Something follows the JSON object.");
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A string with half of a surrogate pair, or with bytes that are no UTF-8, is one that .NET cannot hold.
            throw RefusedException.Malformed("The body is not well-formed JSON in UTF-8.");
        }
    }

    /// <summary>Reads the object that the reader stands at the beginning of.</summary>
    public static void ReadObject(ref Utf8JsonReader reader, Member member)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!seen.Add(name))
            {
                throw RefusedException.Malformed("A member of the JSON object is there twice.");
            }

            member(name, ref reader);
        }
    }

    /// <summary>Reads the value after a name: a string, or null.</summary>
    /// <exception cref="RefusedException">It is anything else.</exception>
    public static string? ReadString(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Null => null,
            _ => throw RefusedException.Malformed("A member that should be a string is something else."),
        };
    }
}
