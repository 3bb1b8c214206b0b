using System.Globalization;
using System.Text;

namespace Messaging.Local;

/// <summary>The parameters of a request of the Query protocol, by their whole names.</summary>
/// <remarks>Of two with the same name the first counts, so that the query string wins over the body.</remarks>
internal sealed class QueryParameters
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private string[]? _sorted;

    private QueryParameters()
    {
    }

    /// <summary>Gets whether some escape or byte was no text; what was read up to there is kept.</summary>
    public bool IsMalformed { get; private set; }

    public string? this[string name] => _values.GetValueOrDefault(name);

    public static QueryParameters Parse(string query, ReadOnlySpan<byte> body)
    {
        var parameters = new QueryParameters();
        parameters.Add(Encoding.UTF8.GetBytes(query.StartsWith('?') ? query[1..] : query));
        parameters.Add(body);
        return parameters;
    }

    /// <summary>Tells whether a structure has a member.</summary>
    public bool Has(string path)
    {
        var start = path + ".";
        var at = FirstFrom(start);
        return at < Sorted.Length && Sorted[at].StartsWith(start, StringComparison.Ordinal);
    }

    /// <summary>Finds the items of a list by their numbers, whatever numbers are left out.</summary>
    /// <returns>The paths of the items, in the order of their numbers, or null when a number is beyond all sense.</returns>
    public IReadOnlyList<string>? Items(string path)
    {
        var start = path + ".";
        var items = new SortedDictionary<int, string>();
        for (var at = FirstFrom(start); at < Sorted.Length && Sorted[at].StartsWith(start, StringComparison.Ordinal); at++)
        {
            var rest = Sorted[at].AsSpan(start.Length);
            var end = rest.IndexOf('.');
            var digits = end < 0 ? rest : rest[..end];
            if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
            {
                continue;
            }

            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            if (!items.ContainsKey(number))
            {
                items.Add(number, string.Concat(start, digits));
            }
        }

        return [.. items.Values];
    }

    private string[] Sorted
    {
        get
        {
            if (_sorted is null)
            {
                _sorted = [.. _values.Keys];
                Array.Sort(_sorted, StringComparer.Ordinal);
            }

            return _sorted;
        }
    }

    private int FirstFrom(string start)
    {
        var at = Array.BinarySearch(Sorted, start, StringComparer.Ordinal);
        return at < 0 ? ~at : at;
    }

    private void Add(ReadOnlySpan<byte> encoded)
    {
        var buffer = new byte[encoded.Length];
        foreach (var range in encoded.Split((byte)'&'))
        {
            var pair = encoded[range];
            if (pair.IsEmpty)
            {
                continue;
            }

            var equals = pair.IndexOf((byte)'=');
            var name = Decode(equals < 0 ? pair : pair[..equals], buffer);
            var value = equals < 0 ? string.Empty : Decode(pair[(equals + 1)..], buffer);
            if (name is null || value is null)
            {
                IsMalformed = true;
                return;
            }

            _values.TryAdd(name, value);
        }
    }

    private static string? Decode(ReadOnlySpan<byte> encoded, byte[] buffer)
    {
        var length = 0;
        for (var at = 0; at < encoded.Length; at++)
        {
            if (encoded[at] != '%')
            {
                buffer[length++] = encoded[at] == '+' ? (byte)' ' : encoded[at];
                continue;
            }

            if (at + 2 >= encoded.Length
                || !byte.TryParse(
                    encoded.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }

            buffer[length++] = value;
            at += 2;
        }

        try
        {
            return Strict.GetString(buffer, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
