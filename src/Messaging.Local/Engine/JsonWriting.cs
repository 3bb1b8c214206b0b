using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Messaging.Local;

/// <summary>Writes JSON compactly, with as little escaping as the services.</summary>
internal static class JsonWriting
{
    public static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    private static readonly JsonWriterOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 1010,
    };

    public static string Object(Action<Utf8JsonWriter> members) => Write(json =>
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    });

    public static string Element(JsonElement element) => Write(element.WriteTo);

    /// <summary>Returns a text as a JSON string with its quotes.</summary>
    public static string Quote(string text) => $"\"{Escape(text)}\"";

    public static string Escape(string text) => JsonEncodedText.Encode(text, Compact.Encoder).ToString();

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
