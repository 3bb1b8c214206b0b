using System.Buffers.Text;
using System.Text;

namespace Messaging.Local;

/// <summary>One page of a list of queues.</summary>
internal sealed record QueuePage(IReadOnlyList<string> Names, string? NextToken)
{
    /// <summary>Cuts a page out of sorted names. Without a size there is one page of a thousand and no token.</summary>
    public static QueuePage Cut(IEnumerable<string> names, int? most, string? token)
    {
        if (most is < 1 or > SqsLimits.ListedQueues)
        {
            throw SqsErrors.InvalidParameter("MaxResults", most, "Must be between 1 and 1000.");
        }

        var after = token is null ? null : Decode(token);
        var page = names
            .Where(name => after is null || string.CompareOrdinal(name, after) > 0)
            .Take((most ?? SqsLimits.ListedQueues) + 1)
            .ToList();
        if (page.Count <= (most ?? SqsLimits.ListedQueues))
        {
            return new QueuePage(page, null);
        }

        page.RemoveAt(page.Count - 1);
        return new QueuePage(page, most is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(page[^1])));
    }

    private static string Decode(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        }
        catch (FormatException)
        {
            throw SqsErrors.InvalidParameter("NextToken", token, "It is not a token of this operation.");
        }
    }
}
