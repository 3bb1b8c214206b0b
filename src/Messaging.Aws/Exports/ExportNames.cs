using System.Globalization;
using System.Text;

namespace Messaging.Aws;

/// <summary>Makes identifiers for documents from the names of resources; different names give different identifiers.</summary>
internal sealed class ExportNames(Func<string, string> legal)
{
    private readonly Dictionary<(string Kind, string Name), string> _byName = [];
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
    public string Of(string kind, string name, string suffix = "")
    {
        if (_byName.TryGetValue((kind, name), out var known))
        {
            return known;
        }

        var wanted = legal(name) + suffix;
        var free = wanted;
        for (var number = 2; !_taken.Add(kind + "/" + free); number++)
        {
            free = wanted + number.ToString(CultureInfo.InvariantCulture);
        }

        _byName.Add((kind, name), free);
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
