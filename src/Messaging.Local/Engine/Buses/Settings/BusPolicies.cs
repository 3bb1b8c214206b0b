using System.Text.Json.Nodes;

namespace Messaging.Local;

/// <summary>Changes the policy of a bus. Everything here is one account, which may do all: nothing is enforced.</summary>
internal static class BusPolicies
{
    private const string Version = "2012-10-17";

    private const string PutEvents = "events:PutEvents";

    /// <summary>Returns a policy that was given as a whole.</summary>
    public static string Check(string policy) => JsonTexts.IsObject(policy) ? policy : throw Malformed();

    /// <summary>Adds a statement; one with the same id is replaced.</summary>
    public static string Add(string? policy, string busArn, BusPermission permission)
    {
        BusRules.CheckName("StatementId", permission.StatementId, BusLimits.StatementIdLength);
        if (permission.Action != PutEvents)
        {
            throw EventBridgeErrors.Validation("Provided value in parameter 'action' is not supported.");
        }

        if (permission.Principal != "*" && !(permission.Principal.Length == 12 && permission.Principal.All(char.IsAsciiDigit)))
        {
            throw EventBridgeErrors.Constraint(
                $"'{permission.Principal}'", "Principal", @"Member must satisfy regular expression pattern: (\d{12}|\*)");
        }

        var root = PolicyText.Read(policy, Version);
        var statements = PolicyText.Statements(root);
        if (PolicyText.Find(statements, permission.StatementId) is { } before)
        {
            statements.Remove(before);
        }

        statements.Add((JsonNode)Write(busArn, permission));
        return root.ToJsonString();
    }

    /// <summary>Removes a statement, and returns null when it was the last.</summary>
    public static string? Remove(string? policy, string statementId)
    {
        if (policy is null)
        {
            throw EventBridgeErrors.NotFound("EventBus does not have a policy.");
        }

        var root = PolicyText.Read(policy, Version);
        var statements = PolicyText.Statements(root);
        var statement = PolicyText.Find(statements, statementId)
            ?? throw EventBridgeErrors.NotFound("Statement with the provided id does not exist.");
        statements.Remove(statement);
        return statements.Count == 0 ? null : root.ToJsonString();
    }

    private static JsonObject Write(string busArn, BusPermission permission)
    {
        var statement = new JsonObject
        {
            ["Sid"] = permission.StatementId,
            ["Effect"] = "Allow",
            ["Principal"] = permission.Principal == "*"
                ? "*"
                : new JsonObject { ["AWS"] = $"arn:aws:iam::{permission.Principal}:root" },
            ["Action"] = PutEvents,
            ["Resource"] = busArn,
        };
        if (permission.ConditionType is { } type)
        {
            statement["Condition"] = new JsonObject
            {
                [type] = new JsonObject { [permission.ConditionKey!] = permission.ConditionValue },
            };
        }

        return statement;
    }

    private static ServiceException Malformed() => EventBridgeErrors.NotValid("Policy");
}
