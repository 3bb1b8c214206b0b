using System.Globalization;
using System.Text.Json;

namespace Messaging.Local;

/// <summary>The filter policy of a subscription of SNS, read once.</summary>
/// <remarks>https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html</remarks>
internal sealed class FilterPolicy
{
    private const int MostKeys = 5;
    private const int MostCombinations = 150;

    private static readonly PatternReader BodyReader = new(PatternGrammar.SnsBody);
    private static readonly PatternReader AttributeReader = new(PatternGrammar.SnsAttributes);

    private readonly PatternNode[] _alternatives;

    private FilterPolicy(PatternNode[] alternatives) => _alternatives = alternatives;

    /// <exception cref="PatternException">The text is no filter policy that SNS would take.</exception>
    public static FilterPolicy Parse(string json, bool onBody)
    {
        var alternatives = (onBody ? BodyReader : AttributeReader).Read(json);
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.EnumerateObject().Count() > MostKeys)
        {
            throw new PatternException("Filter policy can not have more than 5 keys");
        }

        // Each list counts by its length, and on the body by how deep it is too.
        var combinations = alternatives.Sum(leaves =>
            leaves.Aggregate(1.0, (product, leaf) => product * leaf.Alternatives * (onBody ? leaf.Path.Length : 1)));
        return combinations <= MostCombinations
            ? new FilterPolicy([.. alternatives.Select(PatternNode.Of)])
            : throw new PatternException("Filter policy is too complex");
    }

    /// <summary>Makes of message attributes what policies are asked about.</summary>
    public static EventNode NodeOf(IEnumerable<MessageAttribute> attributes) => EventNode.OfFields(attributes
        .Select(attribute => (attribute.Name, Node: NodeOf(attribute)))
        .Where(pair => pair.Node is not null)
        .Select(pair => KeyValuePair.Create(pair.Name, pair.Node!)));

    public bool Matches(EventNode message) => PatternNode.AnyMatches(_alternatives, message);

    private static EventNode? NodeOf(MessageAttribute attribute)
    {
        var text = attribute.Text ?? string.Empty;
        if (attribute.IsBinary)
        {
            return null;
        }

        if (attribute.DataType == "String.Array")
        {
            return EventNode.TryParse(text);
        }

        return attribute.DataType.StartsWith("Number", StringComparison.Ordinal)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? EventNode.OfNumber(number)
            : EventNode.OfText(text);
    }
}
