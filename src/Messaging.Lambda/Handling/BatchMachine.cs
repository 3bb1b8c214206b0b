namespace Messaging.Lambda;

/// <summary>
/// Decides which messages of an invocation start when, and which may be acknowledged: those that were handled, and no other.
/// </summary>
/// <remarks>
/// Of a FIFO queue one message of a group runs at a time, in order; after a failure the rest of that group is not started
/// and fails too, so that nothing overtakes. Other groups go on. The machine is guarded by its shell.
/// </remarks>
internal sealed class BatchMachine
{
    private readonly IReadOnlyList<BatchRecord> _records;
    private readonly int _maxConcurrency;
    private readonly bool _isOrdered;
    private readonly Dictionary<string, Queue<BatchRecord>> _followers = new(StringComparer.Ordinal);
    private readonly Queue<BatchRecord> _ready = new();
    private int _running;

    public BatchMachine(IReadOnlyList<BatchRecord> records, bool isOrdered, int maxConcurrency)
    {
        (_records, _isOrdered, _maxConcurrency) = (records, isOrdered, maxConcurrency);
        foreach (var record in records)
        {
            if (!isOrdered || _followers.TryAdd(Group(record), new Queue<BatchRecord>()))
            {
                _ready.Enqueue(record);
            }
            else
            {
                _followers[Group(record)].Enqueue(record);
            }
        }
    }

    /// <summary>Gets whether nothing runs and nothing will start.</summary>
    public bool IsDone => _running == 0 && _ready.Count == 0;

    /// <summary>Gets whether the answer is being made: what ends now comes too late to be acknowledged.</summary>
    public bool IsSealed { get; private set; }

    /// <summary>Gets what may not be acknowledged, in the order of the event.</summary>
    public IEnumerable<BatchRecord> Failures => _records.Where(record => record.State != RecordState.Done);

    /// <summary>Takes what may start now.</summary>
    public List<BatchRecord> TakeStarts()
    {
        var starts = new List<BatchRecord>();
        while (_running < _maxConcurrency && _ready.TryDequeue(out var record))
        {
            _running++;
            record.State = RecordState.Running;
            starts.Add(record);
        }

        return starts;
    }

    /// <summary>Says that a message has ended: handled or moved, or else failed.</summary>
    public void End(BatchRecord record, bool isDone)
    {
        if (IsSealed)
        {
            return;
        }

        _running--;
        record.State = isDone ? RecordState.Done : RecordState.Failed;
        if (!_isOrdered || !_followers.TryGetValue(Group(record), out var followers))
        {
            return;
        }

        if (isDone && followers.TryDequeue(out var next))
        {
            _ready.Enqueue(next);
        }
        else if (!isDone)
        {
            Drop(followers, record);
        }
    }

    /// <summary>Starts nothing more: time is nearly up.</summary>
    public void Close()
    {
        while (_ready.TryDequeue(out var record))
        {
            record.State = RecordState.Failed;
        }

        foreach (var followers in _followers.Values)
        {
            Drop(followers, after: null);
        }
    }

    /// <summary>Closes the batch and lets nothing count that ends from now on.</summary>
    public void Seal()
    {
        Close();
        IsSealed = true;
    }

    private static void Drop(Queue<BatchRecord> followers, BatchRecord? after)
    {
        while (followers.TryDequeue(out var follower))
        {
            follower.State = RecordState.Failed;
            follower.FailedAfter = after;
        }
    }

    private static string Group(BatchRecord record) => record.Message.GroupId ?? string.Empty;
}
