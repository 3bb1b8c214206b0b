using System.Text;
using System.Text.Json;

namespace Messaging.Local;

/// <summary>Looks at texts that should be JSON.</summary>
internal static class JsonTexts
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>
    /// Tells whether a text is an object of JSON that whoever reads it later can rely on: no name comes twice, and what
    /// looks like text in it is text, not half of a surrogate pair.
    /// </summary>
    public static bool IsObject(string text)
    {
        try
        {
            if (!HasOnlyText(text))
            {
                return false;
            }

            using var document = JsonDocument.Parse(text, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Tells whether what looks like text in JSON is text. The JSON may be deep, as events may.</summary>
    public static bool HasOnlyText(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), new JsonReaderOptions { MaxDepth = 2 * BusLimits.JsonDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String)
                {
                    _ = reader.GetString();
                }
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
