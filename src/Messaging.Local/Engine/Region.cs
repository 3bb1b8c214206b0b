namespace Messaging.Local;

/// <summary>
/// What one region has, behind one lock, with the clock, the chance and the ledger that all of it shares.
/// </summary>
internal sealed class Region : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly SeededIds _ids;
    private readonly HashSet<SqsQueue> _woken = [];
    private readonly Queue<SqsQueue> _toServe = new();
    private long _number;
    private int _queueNumber;

    public Region(string name, int seed, BrokerParts parts)
    {
        Name = name;
        Parts = parts;
        _time = parts.Time;
        _ids = new SeededIds(seed);
        HandleKey = _ids.NextNumber();
        Unkindness = new Unkindness(new Random(seed ^ 0x5EED), Options);
        Jitter = new Random(seed ^ 0x0DD5);
        Queues = new RegionQueues(this);
        Messages = new RegionMessages(this);
        Moves = new MoveTasks(this);
        Deliveries = new DeliveryDesk(this);
        Topics = new RegionTopics(this);
        Buses = new RegionBuses(this);
    }

    public string Name { get; }

    public DateTime Now => _time.GetUtcNow().UtcDateTime;

    public BrokerParts Parts { get; }

    public LocalBrokerOptions Options => Parts.Options;

    /// <summary>Gets what seals the receipt handles of this region.</summary>
    public ulong HandleKey { get; }

    public Unkindness Unkindness { get; }

    public SpareMessages Spare { get; } = new();

    public RegionQueues Queues { get; }

    public RegionMessages Messages { get; }

    public MoveTasks Moves { get; }

    public DeliveryDesk Deliveries { get; }

    public RegionTopics Topics { get; }

    /// <summary>Gets the chance in the pauses between attempts.</summary>
    public Random Jitter { get; }

    public RegionBuses Buses { get; }

    /// <summary>
    /// Does work that nothing else in the region can interrupt, then serves the receives that it woke.
    /// </summary>
    public T Run<T>(Func<DateTime, T> work)
    {
        using var turn = Enter();
        return work(turn.Now);
    }

    /// <summary>Begins work that nothing else in the region can interrupt; disposing the turn ends it.</summary>
    public Turn Enter()
    {
        Afterwards.Enter();
        _gate.Enter();
        try
        {
            return new Turn(this, Now);
        }
        catch
        {
            _gate.Exit();
            Afterwards.Leave();
            throw;
        }
    }

    /// <summary>Ends a turn.</summary>
    public void Leave(DateTime now)
    {
        try
        {
            ServeWoken(now);
        }
        finally
        {
            _gate.Exit();
            Afterwards.Leave();
        }
    }

    public string ArnOf(string queue) => $"arn:aws:sqs:{Name}:{Options.AccountId}:{queue}";

    /// <summary>
    /// Gets another region. It has a lock of its own: nothing may be done with it while the lock of this one is held.
    /// </summary>
    public Region Other(string name) => Parts.RegionOf(name);

    /// <summary>Finds the queue of this region that an ARN names, or null.</summary>
    public SqsQueue? FindByArn(string arn)
    {
        var at = arn.LastIndexOf(':') + 1;
        var queue = Queues.Find(arn[at..]);
        return queue is not null && string.Equals(queue.Arn, arn, StringComparison.Ordinal) ? queue : null;
    }

    public long NextNumber() => ++_number;

    public int NextQueueNumber() => ++_queueNumber;

    public Guid NextId() => _ids.NextId();

    public void Record(DateTime now, SqsQueue queue, Guid message, LedgerEvent what, int receiveCount) =>
        Parts.Ledger.Add(now, Name, queue.Name, message, what, receiveCount);

    /// <summary>Notes that the receives that wait at a queue may have something to get.</summary>
    public void Wake(SqsQueue queue)
    {
        if (!queue.Polls.IsEmpty && _woken.Add(queue))
        {
            _toServe.Enqueue(queue);
        }
    }

    /// <summary>Creates a timer that rings with the region's lock held; it is not set.</summary>
    public ITimer CreateTimer(Action<DateTime> ring) => _time.CreateTimer(
        _ => Run(now =>
        {
            ring(now);
            return 0;
        }),
        null,
        Timeout.InfiniteTimeSpan,
        Timeout.InfiniteTimeSpan);

    /// <summary>Lets what the clock's jump made due happen, and sets the timers anew.</summary>
    public void TimeJumped() => Run(now =>
    {
        foreach (var queue in Queues.All)
        {
            queue.Polls.TimeJumped();
        }

        Deliveries.TimeJumped(now);
        return 0;
    });

    /// <summary>Removes everything that was made here.</summary>
    public void Clear() => Run(now =>
    {
        Deliveries.Clear();
        Moves.Clear();
        Topics.Clear();
        Buses.Clear();
        Queues.Clear(now);
        return 0;
    });

    public void Dispose() => Run(_ =>
    {
        Deliveries.Dispose();
        Moves.Dispose();
        Queues.Dispose();
        return 0;
    });

    private void ServeWoken(DateTime now)
    {
        while (_toServe.TryDequeue(out var queue))
        {
            _woken.Remove(queue);
            queue.Polls.Serve(now);
        }
    }
}
