using System.Text.Json;

namespace Messaging.Local;

/// <summary>Looks at texts that should be JSON.</summary>
internal static class JsonTexts
{
    public static bool IsObject(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
