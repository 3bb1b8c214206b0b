using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Messaging.Aws;

namespace Messaging.EventBridge;

/// <summary>Names rules by nothing but themselves: a rule that comes or goes never changes what another's name stands for.</summary>
internal static class RuleNames
{
    private const int HashLength = 8;

    /// <summary>Takes a name that the application gives.</summary>
    /// <exception cref="MessagingConfigurationException">EventBridge does not allow the name.</exception>
    public static string Given(string name) => name == Legal(name, EventBridgeLimits.MaxRuleNameLength)
        ? name
        : throw new MessagingConfigurationException(
            $"The rule name '{name}' is not allowed. Use 1 to {EventBridgeLimits.MaxRuleNameLength} letters, digits and the characters '.-_'.");

    /// <summary>Names the rule of a queue. The queue is one application's, so another pattern is a change of the same rule.</summary>
    public static string OfQueue(string queue) => Legal(queue, EventBridgeLimits.MaxRuleNameLength);

    /// <summary>Names a rule to a topic or function, to which applications that do not know each other take events: the pattern parts them.</summary>
    public static string OfShared(string target, string pattern)
    {
        var stem = Arn.TryParse(target, out var arn) ? arn.Resource.Replace("function:", "", StringComparison.Ordinal) : target;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(target + "\n" + Canonical(JsonNode.Parse(pattern))));
        return $"{Legal(stem, EventBridgeLimits.MaxRuleNameLength - HashLength - 1)}-{Convert.ToHexStringLower(hash)[..HashLength]}";
    }

    // The order of a pattern's members, and of what one value is compared with, says nothing.
    private static string Canonical(JsonNode? node) => node switch
    {
        JsonObject members => "{" + string.Join(',', members.Select(member => $"\"{member.Key}\":{Canonical(member.Value)}").Order(StringComparer.Ordinal)) + "}",
        JsonArray items => "[" + string.Join(',', items.Select(Canonical).Order(StringComparer.Ordinal)) + "]",
        null => "null",
        _ => node.ToJsonString(PolicyJson.Relaxed),
    };

    // The name of a queue may be longer than a rule's, and a function's has characters that a rule's has not.
    private static string Legal(string name, int maxLength)
    {
        var text = string.Concat(name.Select(character =>
            char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' ? character : '-'));
        return text.Length <= maxLength ? text : text[^maxLength..];
    }
}
