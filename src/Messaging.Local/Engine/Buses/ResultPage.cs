using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Messaging.Local;

/// <summary>One page of a list that EventBridge answers.</summary>
internal sealed record ResultPage<T>(IReadOnlyList<T> Items, string? NextToken)
{
    /// <summary>Cuts a page out of a list that is sorted by a name that each item has alone.</summary>
    public static ResultPage<T> Cut(IEnumerable<T> items, Func<T, string> name, PageRequest request)
    {
        var size = request.Limit ?? BusLimits.PageSize;
        if (size is < 1 or > BusLimits.PageSize)
        {
            throw EventBridgeErrors.Constraint(
                $"'{size.ToString(CultureInfo.InvariantCulture)}'",
                "Limit",
                $"Member must have value {(size < 1 ? "greater than or equal to 1" : "less than or equal to 100")}");
        }

        var after = request.NextToken is null ? null : Decode(request.NextToken);
        var page = items
            .Where(item => after is null || string.CompareOrdinal(name(item), after) > 0)
            .Take(size + 1)
            .ToList();
        if (page.Count <= size)
        {
            return new ResultPage<T>(page, null);
        }

        page.RemoveAt(page.Count - 1);
        return new ResultPage<T>(page, Base64Url.EncodeToString(Encoding.UTF8.GetBytes(name(page[^1]))));
    }

    private static string Decode(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        }
        catch (FormatException)
        {
            throw EventBridgeErrors.NotValid("NextToken");
        }
    }
}
