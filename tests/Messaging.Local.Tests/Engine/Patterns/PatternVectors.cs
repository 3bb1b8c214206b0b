using System.Text.Json;

namespace Messaging.Local.Tests;

/// <summary>Patterns with what the service said of them, recorded beside the checkout.</summary>
public static class PatternVectors
{
    public static string? Path { get; } = Find();

    public static IEnumerable<(string Id, string Pattern, string Event, string Expect, string? Error)> Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path!));
        var root = document.RootElement;
        var list = root.ValueKind == JsonValueKind.Array ? root : root.GetProperty("vectors");
        foreach (var vector in list.EnumerateArray())
        {
            yield return (
                vector.GetProperty("id").GetString()!,
                Text(vector.GetProperty("pattern")),
                Text(vector.GetProperty("event")),
                vector.GetProperty("expect").GetString()!,
                vector.TryGetProperty("error", out var error) ? error.GetProperty("message").GetString() : null);
        }
    }

    private static string Text(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = System.IO.Path.Combine(folder.FullName, "shared", "vectors", "event-patterns.json");
            if (File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }
}
