using System.Text.Json.Nodes;

namespace Messaging.Local;

/// <summary>A policy as JSON whose statements are added and removed.</summary>
internal static class PolicyText
{
    /// <summary>Reads a policy, or begins one of a version.</summary>
    public static JsonObject Read(string? policy, string version) => policy is null
        ? new JsonObject { ["Version"] = version, ["Statement"] = new JsonArray() }
        : JsonNode.Parse(policy)!.AsObject();

    public static JsonArray Statements(JsonObject root)
    {
        if (root["Statement"] is JsonArray statements)
        {
            return statements;
        }

        // A policy may have one statement that is not in a list.
        var list = new JsonArray();
        if (root["Statement"] is JsonObject only)
        {
            list.Add(only.DeepClone());
        }

        root["Statement"] = list;
        return list;
    }

    public static JsonNode? Find(JsonArray statements, string id) => statements.FirstOrDefault(statement =>
        statement is JsonObject known && known["Sid"] is JsonValue sid
        && sid.TryGetValue<string>(out var text) && text == id);
}
