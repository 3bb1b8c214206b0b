using System.Text.Json.Nodes;

namespace Messaging.Local;

/// <summary>Adds statements to a queue's policy and removes them, by label.</summary>
internal static class PolicyStatements
{
    private const string Version = "2008-10-17";

    public static string Add(
        string? policy, string queueArn, string label, IEnumerable<string> accounts, IEnumerable<string> actions)
    {
        var root = PolicyText.Read(policy, Version);
        if (policy is null)
        {
            root["Id"] = $"{queueArn}/SQSDefaultPolicy";
        }

        var statements = PolicyText.Statements(root);
        if (PolicyText.Find(statements, label) is not null)
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
        var root = PolicyText.Read(policy, Version);
        var statements = PolicyText.Statements(root);
        var statement = PolicyText.Find(statements, label)
            ?? throw SqsErrors.InvalidParameter("Label", label, "can't find label.");
        statements.Remove(statement);
        return statements.Count == 0 ? null : root.ToJsonString();
    }

    private static JsonNode? List(IEnumerable<string> texts)
    {
        var nodes = texts.Select(text => (JsonNode?)text).ToArray();
        return nodes.Length == 1 ? nodes[0] : new JsonArray(nodes);
    }
}
