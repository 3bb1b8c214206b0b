namespace Messaging.Aws;

/// <summary>How many entries SNS and EventBridge take with one request.</summary>
internal static class BatchSize
{
    public const int Most = 10;

    public static void Check<T>(IReadOnlyList<T> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count is 0 or > Most)
        {
            throw new ArgumentOutOfRangeException(
                nameof(entries), $"There are {entries.Count} entries. Send 1 to {Most} with one request.");
        }
    }
}
