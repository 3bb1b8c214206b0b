namespace Messaging.Local;

/// <summary>Selects the attributes that a receive asks for: all, by name, or by the beginning of a name.</summary>
internal static class AttributeFilter
{
    private const string AnyEnding = ".*";

    public static IReadOnlyList<MessageAttribute> Select(
        IReadOnlyList<MessageAttribute> attributes, IReadOnlyList<string>? names) =>
        names is null || names.Count == 0 || attributes.Count == 0
            ? []
            : [.. attributes.Where(attribute => names.Any(name => Matches(attribute.Name, name)))];

    private static bool Matches(string attribute, string wanted) =>
        wanted is "All" or "*" or AnyEnding
        || string.Equals(attribute, wanted, StringComparison.Ordinal)
        || (wanted.EndsWith(AnyEnding, StringComparison.Ordinal)
            && attribute.StartsWith(wanted[..^AnyEnding.Length], StringComparison.Ordinal));
}
