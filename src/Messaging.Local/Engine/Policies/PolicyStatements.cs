using System.Text.Json.Nodes;

namespace Messaging.Local;

/// <summary>Adds statements to a queue's policy and removes them, by label.</summary>
internal static class PolicyStatements
{
    public static string Add(
        string? policy, string queueArn, string label, IEnumerable<string> accounts, IEnumerable<string> actions)
    {
        var root = Read(policy);
        var statements = Statements(root);
        if (Find(statements, label) is not null)
        {
            throw SqsErrors.InvalidParameter("Label", label, "Already exists.");
        }

        if (statements.Count >= SqsLimits.PolicyStatements)
        {
            throw SqsErrors.OverLimit(
                $"{statements.Count + 1} statements were found, maximum allowed is {SqsLimits.PolicyStatements}.");
        }

        statements.Add((JsonNode)new JsonObject
        {
            ["Sid"] = label,
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject
            {
                ["AWS"] = List(accounts.Select(account => $"arn:aws:iam::{account}:root")),
            },
            ["Action"] = List(actions.Select(action => action == "*" ? "SQS:*" : $"SQS:{action}")),
            ["Resource"] = queueArn,
        });
        return root.ToJsonString();
    }

    public static string? Remove(string? policy, string label)
    {
        var root = Read(policy);
        var statements = Statements(root);
        var statement = Find(statements, label)
            ?? throw SqsErrors.InvalidParameter("Label", label, "can't find label.");
        statements.Remove(statement);
        return statements.Count == 0 ? null : root.ToJsonString();
    }

    private static JsonObject Read(string? policy) => policy is null
        ? new JsonObject { ["Version"] = "2008-10-17", ["Statement"] = new JsonArray() }
        : JsonNode.Parse(policy)!.AsObject();

    private static JsonArray Statements(JsonObject root)
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

    private static JsonNode? Find(JsonArray statements, string label) => statements.FirstOrDefault(statement =>
        statement is JsonObject known && known["Sid"] is JsonValue sid
        && sid.TryGetValue<string>(out var text) && text == label);

    private static JsonNode? List(IEnumerable<string> texts)
    {
        var nodes = texts.Select(text => (JsonNode?)text).ToArray();
        return nodes.Length == 1 ? nodes[0] : new JsonArray(nodes);
    }
}
