using System.Globalization;
using System.Text;

namespace Messaging.Aws;

/// <summary>Makes identifiers for documents from the names of resources; different names give different identifiers.</summary>
internal sealed class ExportNames(Func<string, string> legal)
{
    private readonly Dictionary<(string Kind, string Name, object? Key), string> _known = [];
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes names of letters and digits: <c>order-events</c> becomes <c>OrderEvents</c>.</summary>
    public static ExportNames Pascal() => new(static name =>
    {
        var text = new StringBuilder();
        foreach (var part in Parts(name))
        {
            text.Append(char.ToUpperInvariant(part[0])).Append(part, 1, part.Length - 1);
        }

        return text.ToString();
    });

    /// <summary>Makes names of small letters, digits and underscores: <c>order-events</c> becomes <c>order_events</c>.</summary>
    public static ExportNames Snake() => new(static name =>
    {
        var text = string.Join('_', Parts(name)).ToLowerInvariant();
        return text.Length == 0 || char.IsAsciiDigit(text[0]) ? "r_" + text : text;
    });

    /// <summary>Gets the identifier of a resource; the same one gets the same.</summary>
    /// <param name="kind">What identifiers must differ within.</param>
    /// <param name="name">What the identifier is made of.</param>
    /// <param name="key">What tells resources of one name apart.</param>
    /// <param name="suffix">What the identifier ends with.</param>
    public string Of(string kind, string name, object? key = null, string suffix = "")
    {
        if (_known.TryGetValue((kind, name, key), out var known))
        {
            return known;
        }

        var wanted = legal(name) + suffix;
        var free = wanted;
        for (var number = 2; !_taken.Add(kind + "/" + free); number++)
        {
            free = wanted + number.ToString(CultureInfo.InvariantCulture);
        }

        _known.Add((kind, name, key), free);
        return free;
    }

    private static IEnumerable<string> Parts(string name)
    {
        var part = new StringBuilder();
        foreach (var character in name)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                part.Append(character);
            }
            else if (part.Length > 0)
            {
                yield return part.ToString();
                part.Clear();
            }
        }

        if (part.Length > 0)
        {
            yield return part.ToString();
        }
    }
}
