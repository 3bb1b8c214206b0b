namespace Messaging.Lambda;

/// <summary>Decides how long failed messages stay hidden, where their handlers or the options say so.</summary>
internal static class RetryPlan
{
    /// <summary>Returns the changes of visibility timeouts; messages without one come again when the queue's own is over.</summary>
    /// <remarks>What was not started because of a failure before it in its group waits as long as that does.</remarks>
    public static List<(BatchRecord Record, TimeSpan Visibility)> Of(
        IEnumerable<BatchRecord> failed, int? maxReceives, LambdaFunctionOptions options, TimeSpan now, Random random)
    {
        var delays = new Dictionary<BatchRecord, TimeSpan>();
        var changes = new List<(BatchRecord, TimeSpan)>();
        foreach (var record in failed)
        {
            // A message comes before its followers, so that its delay is known when theirs is asked for.
            if (record.FailedAfter is { } leader ? delays.TryGetValue(leader, out var delay) : TryDecide(record, out delay))
            {
                delays.Add(record, delay);
                changes.Add((record, delay));
            }
        }

        return changes;

        bool TryDecide(BatchRecord record, out TimeSpan delay)
        {
            delay = TimeSpan.Zero;
            if (!WantsDelay(record, options) || record.Settlement is not { } settlement)
            {
                return false;
            }

            // No attempt would follow a wait: SQS moves the message when it is received once more. Where it did not, the number is
            // wrong, and the message would come again and again without a pause.
            if (record.Message.ReceiveCount == maxReceives)
            {
                return true;
            }

            delay = settlement.Delay ?? RetryDelays.After(
                record.Message.ReceiveCount, options.RetryDelay!.Value, options.MaxRetryDelay, random);
            delay -= now - record.EndedAt;
            delay = delay < TimeSpan.Zero ? TimeSpan.Zero
                : delay > LambdaLimits.MaxVisibility ? LambdaLimits.MaxVisibility
                : delay;
            return true;
        }
    }

    /// <summary>Says whether a failed message has a delay of its own, so that its queue must be reached.</summary>
    public static bool WantsDelay(BatchRecord record, LambdaFunctionOptions options) =>
        record.Settlement is { Kind: not SettlementKind.Complete } settlement
        && (settlement.Delay is not null || options.RetryDelay is not null);
}
