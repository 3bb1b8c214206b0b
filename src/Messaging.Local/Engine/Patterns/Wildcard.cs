namespace Messaging.Local;

/// <summary>A text with stars, each for any number of characters. A backslash makes a star or a backslash plain.</summary>
internal sealed class Wildcard
{
    // The service measures the automaton of a rule; more stars than this were seen to be refused.
    private const int MostStars = 5;

    private readonly string[] _parts;

    private Wildcard(string[] parts) => _parts = parts;

    public static Wildcard Parse(string text)
    {
        var parts = new List<string>();
        var part = new System.Text.StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\\' when at + 1 < text.Length && text[at + 1] is '*' or '\\':
                    part.Append(text[++at]);
                    break;
                case '\\':
                    throw new PatternException($"Invalid escape character at pos {at}");
                case '*' when at + 1 < text.Length && text[at + 1] == '*':
                    throw new PatternException($"Consecutive wildcard characters at pos {at}");
                case '*':
                    parts.Add(part.ToString());
                    part.Clear();
                    break;
                default:
                    part.Append(text[at]);
                    break;
            }
        }

        parts.Add(part.ToString());
        return parts.Count - 1 <= MostStars
            ? new Wildcard([.. parts])
            : throw new PatternException(
                "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after " +
                "a wildcard character");
    }

    /// <summary>Matches the whole text. Each part is looked for once, from the left, so no star is tried twice.</summary>
    public bool Matches(string text)
    {
        if (_parts.Length == 1)
        {
            return text == _parts[0];
        }

        var last = _parts[^1];
        if (!text.StartsWith(_parts[0], StringComparison.Ordinal))
        {
            return false;
        }

        var at = _parts[0].Length;
        for (var part = 1; part < _parts.Length - 1; part++)
        {
            var found = text.IndexOf(_parts[part], at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + _parts[part].Length;
        }

        return text.Length - at >= last.Length && text.EndsWith(last, StringComparison.Ordinal);
    }
}
