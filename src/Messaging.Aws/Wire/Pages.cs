namespace Messaging.Aws;

/// <summary>Reads lists that services give out in pages.</summary>
internal static class Pages
{
    public static async Task<IReadOnlyList<T>> ReadAllAsync<T>(Func<string?, Task<Page<T>>> read)
    {
        var all = new List<T>();
        string? token = null;
        do
        {
            var page = await read(token).ConfigureAwait(false);
            all.AddRange(page.Items);
            token = string.IsNullOrEmpty(page.NextToken) ? null : page.NextToken;
        }
        while (token is not null);

        return all;
    }
}
