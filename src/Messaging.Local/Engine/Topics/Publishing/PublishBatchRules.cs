namespace Messaging.Local;

/// <summary>What SNS checks on a batch. What is wrong with one message refuses them all, as it was recorded.</summary>
internal static class PublishBatchRules
{
    private const int IdLength = 80;

    /// <summary>Checks a batch, and gives messages for a FIFO topic their deduplication ids.</summary>
    public static List<BatchEntry<PublishRequest>> Check(IReadOnlyList<BatchEntry<PublishRequest>> entries, Topic topic)
    {
        if (entries.Count == 0)
        {
            throw SnsErrors.Batch("EmptyBatchRequest", "The batch request doesn't contain any entries.");
        }

        if (entries.Count > SnsLimits.BatchEntries)
        {
            throw SnsErrors.Batch(
                "TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.");
        }

        foreach (var id in entries.Select(entry => entry.Id))
        {
            if (id.Length > IdLength)
            {
                throw SnsErrors.Batch(
                    "InvalidBatchEntryId", $"The Id of a batch entry in the batch request is too long: {id}");
            }

            if (id.Length == 0 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            {
                throw SnsErrors.Batch(
                    "InvalidBatchEntryId",
                    $"The Id of a batch entry in the batch request contains an impermissible character: {id}");
            }
        }

        if (entries.Select(entry => entry.Id).Distinct(StringComparer.Ordinal).Count() < entries.Count)
        {
            throw SnsErrors.Batch("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
        }

        if (entries.Sum(entry => PublishRules.Size(entry.Request)) > topic.MaximumMessageSize)
        {
            throw SnsErrors.Batch(
                "BatchRequestTooLong", "The length of all the messages put together is more than the limit.");
        }

        return [.. entries.Select(entry => entry with { Request = PublishRules.Check(entry.Request, topic) })];
    }
}
