namespace Messaging;

/// <summary>Gathers settlements into requests: at ten, when nothing else runs, or when the oldest has waited long enough.</summary>
/// <remarks>
/// Where messages come one by one, and each is handled before the next, nothing else runs after each of them. So deletes of a
/// standard queue that follow one another closely wait for each other even then. A FIFO group waits for its delete: there it leaves.
/// </remarks>
internal sealed class SettlingMachine(TimeSpan longestWait, bool isFifo, Random random)
{
    public const int MaxEntries = 10;

    private readonly Gathered _deletes = new();
    private readonly Gathered _changes = new();
    private readonly PriorityQueue<Delivery, TimeSpan> _retries = new();
    private readonly Dictionary<Delivery, TimeSpan> _visibility = [];
    private TimeSpan? _deletesLeft;

    /// <summary>Gets how many settlements are not accepted yet.</summary>
    public int Pending { get; private set; }

    public TimeSpan? NextWake => WakeTimes.Earliest(
        _deletes.Oldest + longestWait, _changes.Oldest + longestWait, _retries.TryPeek(out _, out var at) ? at : null);

    public void Delete(Delivery delivery, TimeSpan now)
    {
        delivery.State = DeliveryState.Deleting;
        Pending++;
        _deletes.Add(delivery, now);
    }

    public void Return(Delivery delivery, TimeSpan visibility, TimeSpan now)
    {
        delivery.State = DeliveryState.Returning;
        Pending++;
        _visibility[delivery] = visibility;
        if (!delivery.IsChanging)
        {
            _changes.Add(delivery, now);
        }
    }

    /// <summary>Says that an extension under way was answered, so that a waiting return may leave.</summary>
    public void ExtensionAnswered(Delivery delivery, TimeSpan now)
    {
        if (delivery.State == DeliveryState.Returning && _visibility.ContainsKey(delivery))
        {
            _changes.Add(delivery, now);
        }
        else if (delivery.State == DeliveryState.Ended)
        {
            Forget(delivery);
        }
    }

    /// <summary>Takes the next batch to delete; null when none should leave.</summary>
    public List<Delivery>? CutDeletes(TimeSpan now, bool nothingElseRuns, bool isStopping)
    {
        TakeRetries(now);
        var followClosely = now - _deletesLeft < longestWait && now != _deletesLeft;
        var batch = _deletes.Cut(now, longestWait, nothingElseRuns && (isFifo || isStopping || !followClosely));
        _deletesLeft = batch is null ? _deletesLeft : now;
        return batch;
    }

    /// <summary>Takes the next batch to give back; null when none should leave. What is visible again by itself goes to <paramref name="lapsed"/>.</summary>
    public List<(Delivery Delivery, TimeSpan Visibility)>? CutReturns(TimeSpan now, bool nothingElseRuns, List<Delivery> lapsed)
    {
        while (_changes.Cut(now, longestWait, nothingElseRuns) is { } batch)
        {
            // What came again meanwhile is another delivery's, and what is visible again may be another consumer's.
            lapsed.AddRange(batch.Where(delivery => delivery.State != DeliveryState.Ended && now >= delivery.HiddenUntil));
            batch.Where(delivery => delivery.State == DeliveryState.Ended || now >= delivery.HiddenUntil).ToList().ForEach(Forget);
            batch.RemoveAll(delivery => delivery.State == DeliveryState.Ended || now >= delivery.HiddenUntil);
            batch.ForEach(static delivery => delivery.IsChanging = true);
            if (batch.Count > 0)
            {
                return batch.ConvertAll(delivery => (delivery, _visibility[delivery]));
            }
        }

        return null;
    }

    /// <summary>Takes the answer to one entry and returns whether its settlement is over, accepted or not.</summary>
    public bool Answered(Delivery delivery, EntryFailure? failure, bool receiptChanged, TimeSpan now)
    {
        var again = failure is { Kind: EntryFailureKind.Transient } && now < delivery.HiddenUntil;
        if ((again || receiptChanged) && delivery.State != DeliveryState.Ended)
        {
            var seconds = Math.Min(5, 0.1 * Math.Pow(2, delivery.SettleTries++)) * (0.5 + random.NextDouble() / 2);
            _retries.Enqueue(delivery, receiptChanged ? now : now + TimeSpan.FromSeconds(seconds));
            return false;
        }

        if (delivery.State == DeliveryState.Deleting)
        {
            Pending--;
        }
        else
        {
            Forget(delivery);
        }

        return true;
    }

    private void Forget(Delivery delivery) => Pending -= _visibility.Remove(delivery) ? 1 : 0;

    private void TakeRetries(TimeSpan now)
    {
        while (_retries.TryPeek(out var delivery, out var at) && at <= now)
        {
            _retries.Dequeue();
            (delivery.State == DeliveryState.Deleting ? _deletes : _changes).Add(delivery, now);
        }
    }

    /// <summary>Settlements of one kind that wait for others to share a request with.</summary>
    private sealed class Gathered
    {
        private readonly Queue<(Delivery Delivery, TimeSpan Since)> _entries = new();

        public TimeSpan? Oldest => _entries.TryPeek(out var entry) ? entry.Since : null;

        public void Add(Delivery delivery, TimeSpan now) => _entries.Enqueue((delivery, now));

        public List<Delivery>? Cut(TimeSpan now, TimeSpan longestWait, bool nothingElseRuns)
        {
            var leaves = _entries.Count >= MaxEntries
                || (_entries.Count > 0 && (nothingElseRuns || now - Oldest >= longestWait));
            if (!leaves)
            {
                return null;
            }

            var batch = new List<Delivery>(MaxEntries);
            while (batch.Count < MaxEntries && _entries.TryDequeue(out var entry))
            {
                batch.Add(entry.Delivery);
            }

            return batch;
        }
    }
}
