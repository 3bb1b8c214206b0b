using System.Text.Json.Nodes;

namespace Messaging.Local;

/// <summary>Adds statements to a bus's policy and removes them, by id.</summary>
internal static class BusPolicies
{
    public static string Add(EventBus bus, string statementId, string principal, string action)
    {
        var root = Read(bus);
        var statements = Statements(root);
        Drop(statements, statementId);
        statements.Add((JsonNode)new JsonObject
        {
            ["Sid"] = statementId,
            ["Effect"] = "Allow",
            ["Principal"] = principal == "*" ? "*" : new JsonObject { ["AWS"] = $"arn:aws:iam::{principal}:root" },
            ["Action"] = action,
            ["Resource"] = bus.Arn,
        });
        return root.ToJsonString();
    }

    public static string? Remove(EventBus bus, string statementId)
    {
        var root = Read(bus);
        var statements = Statements(root);
        if (!Drop(statements, statementId))
        {
            throw EventBridgeErrors.NotFound("Statement with the provided id does not exist.");
        }

        return statements.Count == 0 ? null : root.ToJsonString();
    }

    private static JsonObject Read(EventBus bus) =>
        bus.Policy is not null && JsonTexts.IsObject(bus.Policy)
            ? JsonNode.Parse(bus.Policy)!.AsObject()
            : new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray() };

    private static JsonArray Statements(JsonObject root) => root["Statement"] as JsonArray
        ?? throw EventBridgeErrors.Validation("The policy of the event bus has no list of statements.");

    private static bool Drop(JsonArray statements, string statementId)
    {
        var found = statements.FirstOrDefault(statement =>
            statement is JsonObject one && one["Sid"] is JsonValue id && id.ToString() == statementId);
        return found is not null && statements.Remove(found);
    }
}
