using System.Globalization;
using System.Text;

namespace Messaging.Local;

/// <summary>
/// The parameters of a request in the Query protocol as a tree: <c>Attribute.1.Name=A</c> is A at three steps down.
/// </summary>
internal sealed class QueryForm
{
    private const int DeepestName = 12;
    private const int MostParameters = 20_000;

    private Dictionary<string, QueryForm>? _children;
    private string? _value;

    /// <summary>Gets the value here, where there is one.</summary>
    public string? Value => _value;

    /// <summary>Reads the query string, then the body; of parameters of one name the last counts.</summary>
    public static QueryForm Parse(string query, ReadOnlySpan<byte> body)
    {
        var form = new QueryForm();
        form.Add(query.AsSpan().TrimStart('?'));
        form.Add(Encoding.UTF8.GetString(body).AsSpan());
        return form;
    }

    public string? Text(string name) => Find(name)?._value;

    /// <summary>Finds what is at a name, of one or several steps.</summary>
    public QueryForm? Find(string name)
    {
        var at = this;
        foreach (var range in name.AsSpan().Split('.'))
        {
            if (at._children is null || !at._children.TryGetValue(name[range], out var child))
            {
                return null;
            }

            at = child;
        }

        return at;
    }

    /// <summary>Lists what is numbered here, in the order of the numbers.</summary>
    public IEnumerable<QueryForm> Numbered() => (_children ?? [])
        .Where(child => IsNumber(child.Key))
        .OrderBy(child => child.Key.Length).ThenBy(child => child.Key, StringComparer.Ordinal)
        .Select(child => child.Value);

    private static bool IsNumber(string text) =>
        text.Length is > 0 and <= 9 && text[0] != '0' && text.All(char.IsAsciiDigit);

    private void Add(ReadOnlySpan<char> pairs)
    {
        var count = 0;
        foreach (var range in pairs.Split('&'))
        {
            var pair = pairs[range];
            if (pair.IsEmpty || count++ >= MostParameters)
            {
                continue;
            }

            var equals = pair.IndexOf('=');
            var name = Unescape(equals < 0 ? pair : pair[..equals]);
            Set(name, equals < 0 ? string.Empty : Unescape(pair[(equals + 1)..]));
        }
    }

    private void Set(string name, string value)
    {
        var at = this;
        var depth = 0;
        foreach (var range in name.AsSpan().Split('.'))
        {
            if (++depth > DeepestName)
            {
                return;
            }

            at._children ??= new Dictionary<string, QueryForm>(StringComparer.Ordinal);
            var step = name[range];
            if (!at._children.TryGetValue(step, out var child))
            {
                at._children.Add(step, child = new QueryForm());
            }

            at = child;
        }

        at._value = value;
    }

    private static string Unescape(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny('+', '%') < 0)
        {
            return text.ToString();
        }

        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '%' && at + 2 < text.Length
                && byte.TryParse(text.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped))
            {
                bytes[length++] = escaped;
                at += 2;
            }
            else if (text[at] == '+')
            {
                bytes[length++] = (byte)' ';
            }
            else
            {
                var pair = char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;
                length += Encoding.UTF8.GetBytes(text.Slice(at, pair), bytes.AsSpan(length));
                at += pair - 1;
            }
        }

        return Encoding.UTF8.GetString(bytes.AsSpan(0, length));
    }
}
