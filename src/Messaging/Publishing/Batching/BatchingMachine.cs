namespace Messaging;

/// <summary>Gathers messages into requests: a lone one leaves at once, full batches leave, partial ones wait a little.</summary>
/// <remarks>
/// A partial batch leaves when no request is under way, or after twice the round trip. On FIFO destinations a request
/// holds one message of a group, and a group has one request under way.
/// </remarks>
internal sealed class BatchingMachine(DestinationLimits limits, BatchingOptions options, Random random)
{
    private readonly IWaitingMessages _waiting = limits.IsFifo ? new GroupedMessages() : new PlainMessages();
    private readonly Queue<PublishEntry> _alone = new();
    private readonly PriorityQueue<PublishEntry, TimeSpan> _retries = new();
    private readonly Dictionary<PublishEntry[], TimeSpan> _requests = [];
    private TimeSpan _roundTrip = TimeSpan.FromMilliseconds(10);

    private TimeSpan Linger => _roundTrip * 2 < options.MaxLinger ? _roundTrip * 2 : options.MaxLinger;

    public bool IsIdle => _requests.Count == 0 && _waiting.Count == 0 && _alone.Count == 0 && _retries.Count == 0;

    /// <summary>Gets when <see cref="Cut"/> should be called again although nothing happened.</summary>
    public TimeSpan? NextWake
    {
        get
        {
            TimeSpan? next = _waiting.Count > 0 && _requests.Count < options.MaxRequests
                ? _waiting.OldestQueuedAt + Linger
                : null;
            return _retries.TryPeek(out _, out var retryAt) && (next is null || retryAt < next) ? retryAt : next;
        }
    }

    public void Add(PublishEntry entry, TimeSpan now)
    {
        entry.QueuedAt = now;
        _waiting.Add(entry);
    }

    /// <summary>Takes the next request that should leave now; null when none should.</summary>
    public PublishEntry[]? Cut(TimeSpan now)
    {
        while (_retries.TryPeek(out var entry, out var due) && due <= now)
        {
            _retries.Dequeue();
            _waiting.PutBack(entry);
        }

        if (_requests.Count >= options.MaxRequests)
        {
            return null;
        }

        while (_alone.TryDequeue(out var alone))
        {
            if (!alone.IsCancelled)
            {
                return Leave([alone], now);
            }

            _waiting.Release(alone);
        }

        if (!ShouldLeave(now))
        {
            return null;
        }

        var batch = _waiting.Take(limits.MaxBatchEntries, limits.MaxBatchBytes);
        return batch.Length == 0 ? null : Leave(batch, now);
    }

    /// <summary>Takes the answers to a request. Rejected messages wait for another try, or fail.</summary>
    public void Answered(PublishEntry[] request, IReadOnlyList<SendAnswer> answers, TimeSpan now)
    {
        Returned(request, now);
        for (var index = 0; index < request.Length; index++)
        {
            var entry = request[index];
            if (answers[index].Failure is { Kind: EntryFailureKind.Transient } && MayTryAgain(entry, now))
            {
                _retries.Enqueue(entry, now + Backoff(entry.Attempts));
                continue;
            }

            _waiting.Release(entry);
            entry.Accept(answers[index]);
        }
    }

    /// <summary>Takes the failure of a whole request. What some message of it is refused for is found out message by message.</summary>
    public void Failed(PublishEntry[] request, SendException exception, TimeSpan now)
    {
        Returned(request, now);
        foreach (var entry in request)
        {
            if (!exception.IsTransient && !exception.IsForAll && request.Length > 1)
            {
                _alone.Enqueue(entry);
                continue;
            }

            _waiting.Release(entry);
            entry.Fail(exception);
        }
    }

    /// <summary>Fails every message that has no answer yet. Nothing of the machine is used afterwards.</summary>
    public void Abandon(SendException exception)
    {
        IEnumerable<PublishEntry> paused = _retries.UnorderedItems.Select(item => item.Element);
        foreach (var entry in _requests.Keys.SelectMany(request => request).Concat(_alone).Concat(paused).Concat(_waiting.All))
        {
            entry.Fail(exception);
        }
    }

    private bool ShouldLeave(TimeSpan now) =>
        _waiting.Count > 0
        && (_requests.Count == 0
            || _waiting.Count >= limits.MaxBatchEntries
            || _waiting.Bytes >= limits.MaxBatchBytes
            || now - _waiting.OldestQueuedAt >= Linger);

    private PublishEntry[] Leave(PublishEntry[] batch, TimeSpan now)
    {
        foreach (var entry in batch)
        {
            entry.FirstSentAt ??= now;
            entry.Attempts++;
        }

        _requests.Add(batch, now);
        return batch;
    }

    private void Returned(PublishEntry[] request, TimeSpan now)
    {
        _requests.Remove(request, out var sentAt);
        _roundTrip = (_roundTrip * 3 + (now - sentAt)) / 4;
    }

    private bool MayTryAgain(PublishEntry entry, TimeSpan now) =>
        !entry.IsCancelled && now - entry.FirstSentAt < options.RetryFor;

    private TimeSpan Backoff(int attempts) =>
        TimeSpan.FromMilliseconds(Math.Min(5_000, 50 * Math.Pow(2, attempts)) * (0.5 + random.NextDouble() / 2));
}
