using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Messaging.Aws;

/// <summary>A resource policy to which statements are added, and whose other statements stay as they are.</summary>
/// <remarks>
/// Each service has one statement of a fixed id that lists its sources, so that several versions of an application, started
/// together, add to the same list, and a policy stays small however many sources there are. A source that another statement
/// lets in already, such as one with a wildcard, is not added.
/// See https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-overview-of-managing-access.html.
/// </remarks>
internal sealed class PolicyDocument
{
    private const string Version = "2012-10-17";

    private readonly JsonObject _policy;
    private readonly JsonArray _statements;

    private PolicyDocument(JsonObject policy, JsonArray statements)
    {
        _policy = policy;
        _statements = statements;
    }

    /// <summary>Reads a policy; none is an empty one.</summary>
    /// <exception cref="JsonException">The text is no policy.</exception>
    public static PolicyDocument Parse(string? json)
    {
        var policy = string.IsNullOrEmpty(json)
            ? new JsonObject { ["Version"] = Version }
            : JsonNode.Parse(json) as JsonObject ?? throw new JsonException("A policy is a JSON object.");
        switch (policy["Statement"])
        {
            case JsonArray statements:
                return new PolicyDocument(policy, statements);
            case JsonObject single:
                policy.Remove("Statement");
                return new PolicyDocument(policy, Add(policy, new JsonArray(single)));
            default:
                return new PolicyDocument(policy, Add(policy, new JsonArray()));
        }
    }

    /// <summary>Lets a service in for a source, unless it is let in already.</summary>
    /// <returns>Whether the policy had to change.</returns>
    public bool Allow(string service, string action, string resourceArn, string sourceArn)
    {
        if (_statements.OfType<JsonObject>().Any(item => Lets(item, service, action, sourceArn)))
        {
            return false;
        }

        var id = DeliveringServices.StatementId(service);
        var statement = _statements.OfType<JsonObject>().FirstOrDefault(item => Text(item["Sid"]) == id);
        if (statement is null)
        {
            _statements.Add((JsonNode)new JsonObject
            {
                ["Sid"] = id,
                ["Effect"] = "Allow",
                ["Principal"] = new JsonObject { ["Service"] = service },
                ["Action"] = action,
                ["Resource"] = resourceArn,
                ["Condition"] = new JsonObject { ["ArnLike"] = new JsonObject { ["aws:SourceArn"] = new JsonArray(sourceArn) } },
            });
            return true;
        }

        var sources = Texts(statement["Condition"]?["ArnLike"]?["aws:SourceArn"]).Append(sourceArn).ToList();
        sources.Sort(StringComparer.Ordinal);
        statement["Condition"] = new JsonObject
        {
            ["ArnLike"] = new JsonObject { ["aws:SourceArn"] = new JsonArray([.. sources.Select(source => JsonValue.Create(source))]) },
        };
        return true;
    }

    public string ToJson() => _policy.ToJsonString(PolicyJson.Relaxed);

    /// <summary>Looks whether a statement, whoever wrote it, lets a source in. Of conditions it knows those on the source.</summary>
    private static bool Lets(JsonObject statement, string service, string action, string sourceArn) =>
        Text(statement["Effect"]) == "Allow"
        && (statement["Principal"] is JsonObject principal
            ? Texts(principal["Service"]).Contains(service, StringComparer.Ordinal)
            : Text(statement["Principal"]) == "*")
        && Texts(statement["Action"]).Any(allowed => FileSystemName.MatchesSimpleExpression(allowed, action))
        && (statement["Condition"] is not JsonObject conditions || conditions.All(condition =>
            condition.Value is JsonObject { Count: 1 } about && IsMet(condition.Key, about["aws:SourceArn"], sourceArn)));

    private static bool IsMet(string comparison, JsonNode? wanted, string sourceArn) => comparison switch
    {
        "ArnLike" or "ArnEquals" or "StringLike" => Texts(wanted).Any(arn => FileSystemName.MatchesSimpleExpression(arn, sourceArn, ignoreCase: false)),
        "StringEquals" => Texts(wanted).Contains(sourceArn, StringComparer.Ordinal),
        _ => false,
    };

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray several => several.Select(Text).OfType<string>(),
        _ => Text(node) is { } text ? [text] : [],
    };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonArray Add(JsonObject policy, JsonArray statements)
    {
        policy["Statement"] = statements;
        return statements;
    }
}
