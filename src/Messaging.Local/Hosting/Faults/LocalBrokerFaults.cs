namespace Messaging.Local;

/// <summary>Makes a broker fail on demand.</summary>
/// <remarks>
/// Chance is drawn from <see cref="LocalBroker.Seed"/>: the same seed, faults and order of requests give the same
/// failures. It is safe to add and remove faults while requests are under way. A client of AWS tries again by itself
/// after most of them; count on <see cref="LocalBrokerRequests"/> to see that.
/// </remarks>
public sealed class LocalBrokerFaults
{
    private readonly Lock _gate = new();
    private readonly int _seed;
    private Random _random;
    private LocalBrokerFault[] _faults = [];

    internal LocalBrokerFaults(int seed)
    {
        _seed = seed;
        _random = new Random(seed);
        Deliveries = new DeliveryFaults(this);
    }

    /// <summary>Gets the faults of deliveries as the engine asks for them.</summary>
    internal IDeliveryFaults Deliveries { get; }

    /// <summary>Adds a fault; it holds from the next request on.</summary>
    /// <param name="fault">The fault. Of several that hit one request the first added counts; delays add up.</param>
    /// <returns>The same fault, to remove it later or to see how often it happened.</returns>
    public LocalBrokerFault Add(LocalBrokerFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
        {
            _faults = [.. _faults, fault];
        }

        return fault;
    }

    /// <summary>Lists the faults in the order in which they were added.</summary>
    /// <returns>The faults as they are now.</returns>
    public IReadOnlyList<LocalBrokerFault> List() => [.. Volatile.Read(ref _faults)];

    /// <summary>Removes a fault.</summary>
    /// <param name="fault">The fault.</param>
    /// <returns>True when it was there.</returns>
    public bool Remove(LocalBrokerFault fault)
    {
        lock (_gate)
        {
            var before = _faults.Length;
            _faults = [.. _faults.Where(each => each != fault)];
            return _faults.Length < before;
        }
    }

    /// <summary>Removes all faults.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _faults = [];
        }
    }

    /// <summary>Removes all faults, and draws from the seed's beginning again.</summary>
    internal void Reset()
    {
        lock (_gate)
        {
            _faults = [];
            _random = new Random(_seed);
        }
    }

    /// <summary>Draws what happens to a request: how long it is delayed, and how it fails, if it does.</summary>
    internal (TimeSpan Delay, LocalBrokerFaultKind? Failure) DrawRequest(Exchange exchange, string path)
    {
        var delay = TimeSpan.Zero;
        if (Volatile.Read(ref _faults).Length == 0)
        {
            return (delay, null);
        }

        var about = new FaultSubject(exchange, path);
        lock (_gate)
        {
            foreach (var fault in _faults)
            {
                if (!fault.IsOfRequests || !fault.Hits(about, _random))
                {
                    continue;
                }

                if (fault.Kind != LocalBrokerFaultKind.Delay)
                {
                    return (delay, fault.Kind);
                }

                delay += fault.Duration;
            }
        }

        return (delay, null);
    }

    /// <summary>Draws whether an entry of a batch fails.</summary>
    internal bool DrawEntry(Exchange exchange, string path) =>
        Draw(LocalBrokerFaultKind.FailEntry, (exchange, path), static request => new FaultSubject(request.exchange, request.path));

    /// <summary>Draws a number from 1 to the most.</summary>
    internal int DrawNumber(int most)
    {
        lock (_gate)
        {
            return _random.Next(most) + 1;
        }
    }

    /// <summary>Draws whether a fault of a kind happens to what is only looked at when there is a fault at all.</summary>
    internal bool Draw<T>(LocalBrokerFaultKind kind, T subject, Func<T, FaultSubject> look)
    {
        if (Volatile.Read(ref _faults).Length == 0)
        {
            return false;
        }

        lock (_gate)
        {
            foreach (var fault in _faults)
            {
                if (fault.Kind == kind && fault.Hits(look(subject), _random))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
