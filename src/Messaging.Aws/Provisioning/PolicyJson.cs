using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Messaging.Aws;

/// <summary>Writes and compares the JSON of policies, filters and patterns, whose size counts and whose order does not.</summary>
internal static class PolicyJson
{
    /// <summary>Compact, and escapes only what JSON itself demands: the services count characters.</summary>
    public static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = System.Text.Json.Serialization.Metadata.JsonTypeInfoResolver.Combine(),
    };

    public static readonly JsonSerializerOptions Indented = new(Relaxed) { WriteIndented = true };

    /// <summary>Looks whether two texts are the same JSON. What is no JSON is compared as text.</summary>
    public static bool AreEqual(string? left, string? right)
    {
        if (string.IsNullOrEmpty(left) || string.IsNullOrEmpty(right))
        {
            return string.IsNullOrEmpty(left) && string.IsNullOrEmpty(right);
        }

        try
        {
            return JsonNode.DeepEquals(JsonNode.Parse(left), JsonNode.Parse(right));
        }
        catch (JsonException)
        {
            return left == right;
        }
    }
}
