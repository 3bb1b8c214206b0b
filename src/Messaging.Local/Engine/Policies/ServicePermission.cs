using System.Text.Json;

namespace Messaging.Local;

/// <summary>Tells whether the access policy of a queue or topic lets a service of AWS do something for one of its resources.</summary>
/// <remarks>
/// It knows what policies for SNS and EventBridge use: Allow and Deny, the principal, the action, the resource, and
/// conditions on aws:SourceArn and aws:SourceAccount. A statement with a condition that it does not know allows nothing.
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html
/// </remarks>
internal static class ServicePermission
{
    public static bool Allows(string? policy, ServiceRequest request)
    {
        if (policy is null)
        {
            return false;
        }

        using var document = JsonDocument.Parse(policy);
        if (!document.RootElement.TryGetProperty("Statement", out var statements))
        {
            return false;
        }

        var allowed = false;
        foreach (var statement in Each(statements))
        {
            if (statement.ValueKind != JsonValueKind.Object || !Applies(statement, request))
            {
                continue;
            }

            if (Text(statement, "Effect") == "Deny")
            {
                return false;
            }

            allowed |= Text(statement, "Effect") == "Allow";
        }

        return allowed;
    }

    private static bool Applies(JsonElement statement, ServiceRequest request) =>
        Names(statement, request.Service)
        && Any(statement, "Action", action => Like(request.Action, AfterColon(action), StringComparison.OrdinalIgnoreCase))
        && (!statement.TryGetProperty("Resource", out _)
            || Any(statement, "Resource", resource => Like(request.Resource, resource, StringComparison.Ordinal)))
        && (!statement.TryGetProperty("Condition", out var condition) || Holds(condition, request));

    private static bool Names(JsonElement statement, string service)
    {
        if (!statement.TryGetProperty("Principal", out var principal))
        {
            return false;
        }

        return principal.ValueKind == JsonValueKind.String
            ? principal.GetString() == "*"
            : principal.ValueKind == JsonValueKind.Object
                && (Any(principal, "Service", name => name == service || name == "*") || Any(principal, "AWS", name => name == "*"));
    }

    private static bool Holds(JsonElement conditions, ServiceRequest request)
    {
        if (conditions.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        foreach (var test in conditions.EnumerateObject())
        {
            if (test.Value.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            foreach (var key in test.Value.EnumerateObject())
            {
                var actual = key.Name.ToUpperInvariant() switch
                {
                    "AWS:SOURCEARN" => request.SourceArn,
                    "AWS:SOURCEACCOUNT" => request.Account,
                    _ => null,
                };
                if (actual is null || !Each(key.Value).Any(value => Passes(test.Name, actual, value.ToString())))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool Passes(string test, string actual, string wanted) => test switch
    {
        "ArnEquals" or "ArnLike" or "StringLike" => Like(actual, wanted, StringComparison.Ordinal),
        "StringEquals" => actual == wanted,
        "StringEqualsIgnoreCase" => string.Equals(actual, wanted, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static bool Any(JsonElement element, string member, Func<string, bool> test) =>
        element.TryGetProperty(member, out var value)
        && Each(value).Any(item => item.ValueKind == JsonValueKind.String && test(item.GetString()!));

    private static List<JsonElement> Each(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string AfterColon(string action) => action[(action.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>Compares with stars for any characters and question marks for one.</summary>
    private static bool Like(string text, string pattern, StringComparison comparison)
    {
        var (at, from, star, mark) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (from < pattern.Length && pattern[from] == '*')
            {
                star = from++;
                mark = at;
            }
            else if (from < pattern.Length
                && (pattern[from] == '?' || string.Compare(text, at, pattern, from, 1, comparison) == 0))
            {
                at++;
                from++;
            }
            else if (star >= 0)
            {
                from = star + 1;
                at = ++mark;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(from).TrimEnd('*').IsEmpty;
    }
}
