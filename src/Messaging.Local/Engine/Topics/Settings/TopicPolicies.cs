using System.Text.Json.Nodes;

namespace Messaging.Local;

/// <summary>Adds statements to a topic's policy and removes them, by label.</summary>
internal static class TopicPolicies
{
    public static string Add(
        string policy, string topicArn, string label, IReadOnlyList<string> accounts, IReadOnlyList<string> actions)
    {
        var root = JsonNode.Parse(policy)!.AsObject();
        var statements = PolicyText.Statements(root);
        if (PolicyText.Find(statements, label) is not null)
        {
            throw SnsErrors.InvalidParameter("Statement already exists");
        }

        JsonNode[] principals = [.. accounts.Select(account => (JsonNode)$"arn:aws:iam::{account}:root")];
        JsonNode[] names = [.. actions.Select(action => (JsonNode)$"SNS:{action}")];
        statements.Add((JsonNode)new JsonObject
        {
            ["Sid"] = label,
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = new JsonArray(principals) },
            ["Action"] = new JsonArray(names),
            ["Resource"] = topicArn,
        });
        return root.ToJsonString();
    }

    public static string Remove(string policy, string label)
    {
        var root = JsonNode.Parse(policy)!.AsObject();
        var statements = PolicyText.Statements(root);
        if (PolicyText.Find(statements, label) is { } statement)
        {
            statements.Remove(statement);
        }

        return root.ToJsonString();
    }
}
