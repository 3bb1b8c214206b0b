namespace Messaging.Local;

/// <summary>What the three batch operations have in common.</summary>
internal static class BatchRules
{
    public static void Check<T>(IReadOnlyList<BatchEntry<T>> entries, string entryType)
    {
        if (entries.Count == 0)
        {
            throw SqsErrors.EmptyBatchRequest(entryType);
        }

        if (entries.Count > SqsLimits.BatchEntries)
        {
            throw SqsErrors.TooManyEntries(entries.Count);
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Id.Length is < 1 or > SqsLimits.BatchIdLength
                || !entry.Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            {
                throw SqsErrors.InvalidBatchEntryId();
            }

            if (!ids.Add(entry.Id))
            {
                throw SqsErrors.BatchEntryIdsNotDistinct(entry.Id);
            }
        }
    }

    /// <summary>
    /// Compares the sum of the entries with the limit of a request, whatever the queue's own limit is.
    /// </summary>
    public static void CheckSize(IReadOnlyList<BatchEntry<SendRequest>> entries)
    {
        var size = entries.Sum(entry => MessageRules.Size(entry.Request.Content));
        if (size > SqsLimits.MaximumSize)
        {
            throw SqsErrors.BatchRequestTooLong(size);
        }
    }

    /// <summary>Does each entry by itself: one that fails does not touch the others.</summary>
    public static List<BatchResult<TResult>> Each<T, TResult>(
        IReadOnlyList<BatchEntry<T>> entries, Func<bool> fails, Func<T, TResult> work)
    {
        var results = new List<BatchResult<TResult>>(entries.Count);
        foreach (var entry in entries)
        {
            try
            {
                results.Add(fails()
                    ? new BatchResult<TResult>(entry.Id, default!, SqsErrors.InternalError())
                    : new BatchResult<TResult>(entry.Id, work(entry.Request), null));
            }
            catch (ServiceException error)
            {
                results.Add(new BatchResult<TResult>(entry.Id, default!, error));
            }
        }

        return results;
    }
}
