namespace Messaging.Local;

/// <summary>Records what happened to each message of a broker, in order.</summary>
/// <remarks>
/// It is safe to read from any thread at any time. It keeps the last <see cref="LocalBrokerOptions.LedgerCapacity"/>
/// entries; the counts of <see cref="Count"/> include older ones.
/// </remarks>
public sealed class LocalBrokerLedger
{
    private readonly Lock _gate = new();
    private readonly Queue<Line> _lines = new();
    private readonly Dictionary<(string Queue, LedgerEvent Event), long> _counts = [];
    private readonly int _capacity;
    private long _sequence;

    internal LocalBrokerLedger(LocalBrokerOptions options) =>
        _capacity = options.KeepLedger ? options.LedgerCapacity : 0;

    /// <summary>Gets a copy of the entries, oldest first.</summary>
    /// <value>Empty when <see cref="LocalBrokerOptions.KeepLedger"/> is off.</value>
    public IReadOnlyList<LedgerEntry> Entries => Find(_ => true);

    /// <summary>Counts how often something happened in the queues of that name.</summary>
    /// <param name="queue">The name of the queue.</param>
    /// <param name="what">What is counted.</param>
    /// <returns>The number; 0 when the ledger is not kept.</returns>
    public long Count(string queue, LedgerEvent what)
    {
        lock (_gate)
        {
            return _counts.GetValueOrDefault((queue, what));
        }
    }

    /// <summary>Gets what happened in the queues of that name, oldest first.</summary>
    /// <param name="queue">The name of the queue.</param>
    /// <returns>The entries.</returns>
    public IReadOnlyList<LedgerEntry> OfQueue(string queue) =>
        Find(line => string.Equals(line.Queue, queue, StringComparison.Ordinal));

    /// <summary>Gets the history of one message, oldest first, over all queues that it went through.</summary>
    /// <param name="messageId">The id that SQS answered when the message was sent.</param>
    /// <returns>The entries; empty for an unknown id.</returns>
    public IReadOnlyList<LedgerEntry> OfMessage(string messageId) =>
        Guid.TryParse(messageId, out var id) ? Find(line => line.Message == id) : [];

    internal void Add(DateTime now, string region, string queue, Guid message, LedgerEvent what, int receiveCount)
    {
        if (_capacity == 0)
        {
            return;
        }

        lock (_gate)
        {
            _lines.Enqueue(new Line(++_sequence, now, region, queue, message, what, receiveCount));
            if (_lines.Count > _capacity)
            {
                _lines.Dequeue();
            }

            var key = (queue, what);
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out _)++;
        }
    }

    /// <summary>Forgets all entries and begins again at 1.</summary>
    internal void Clear()
    {
        lock (_gate)
        {
            _lines.Clear();
            _counts.Clear();
            _sequence = 0;
        }
    }

    private List<LedgerEntry> Find(Func<Line, bool> wanted)
    {
        lock (_gate)
        {
            return [.. _lines.Where(wanted).Select(line => line.ToEntry())];
        }
    }

    private readonly record struct Line(
        long Sequence, DateTime Time, string Region, string Queue, Guid Message, LedgerEvent Event, int ReceiveCount)
    {
        public LedgerEntry ToEntry() => new()
        {
            Sequence = Sequence,
            Time = Time,
            Region = Region,
            Queue = Queue,
            MessageId = Message.ToString(),
            Event = Event,
            ReceiveCount = ReceiveCount,
        };
    }
}
