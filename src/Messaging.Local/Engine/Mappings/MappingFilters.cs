using System.Text.Json;

namespace Messaging.Local;

/// <summary>The filters of a mapping: a message that none of them is for is deleted and invokes nothing.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html</remarks>
internal sealed class MappingFilters(IReadOnlyList<string> patterns)
{
    private readonly EventPattern[] _patterns = [.. patterns.Select(Parse)];

    public bool Pass(QueueRecord record)
    {
        if (_patterns.Length == 0)
        {
            return true;
        }

        using var document = JsonDocument.Parse(record.Json);
        var node = EventNode.OfFields(document.RootElement.EnumerateObject().Select(member => KeyValuePair.Create(
            member.Name, member.NameEquals("body") ? BodyOf(member.Value.GetString()!) : EventNode.Of(member.Value))));
        return Array.Exists(_patterns, pattern => pattern.Matches(node));
    }

    private static EventPattern Parse(string pattern)
    {
        try
        {
            return EventPattern.Parse(pattern);
        }
        catch (PatternException error)
        {
            throw new ArgumentException($"Invalid filter pattern definition. {error.Message}", nameof(pattern));
        }
    }

    // A body that is an object is looked into, any other is one text.
    private static EventNode BodyOf(string body) =>
        EventNode.TryParse(body) is { Fields: not null } node ? node : EventNode.OfText(body);
}
