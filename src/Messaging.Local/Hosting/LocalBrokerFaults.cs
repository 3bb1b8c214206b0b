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
    private readonly List<LocalBrokerFault> _faults = [];
    private readonly Random _random;

    internal LocalBrokerFaults(int seed) => _random = new Random(seed);

    /// <summary>Adds a fault; it holds from the next request on.</summary>
    /// <param name="fault">The fault. Of several that hit one request the first added counts; delays add up.</param>
    /// <returns>The same fault, to remove it later or to see how often it happened.</returns>
    public LocalBrokerFault Add(LocalBrokerFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
        {
            _faults.Add(fault);
        }

        return fault;
    }

    /// <summary>Lists the faults in the order in which they were added.</summary>
    /// <returns>The faults as they are now.</returns>
    public IReadOnlyList<LocalBrokerFault> List()
    {
        lock (_gate)
        {
            return [.. _faults];
        }
    }

    /// <summary>Removes a fault.</summary>
    /// <param name="fault">The fault.</param>
    /// <returns>True when it was there.</returns>
    public bool Remove(LocalBrokerFault fault)
    {
        lock (_gate)
        {
            return _faults.Remove(fault);
        }
    }

    /// <summary>Removes all faults.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }

    /// <summary>Draws what happens to a request: how long it is delayed, and how it fails, if it does.</summary>
    internal (TimeSpan Delay, LocalBrokerFaultKind? Failure) DrawRequest(string action)
    {
        var delay = TimeSpan.Zero;
        lock (_gate)
        {
            foreach (var fault in _faults)
            {
                if (fault.Kind == LocalBrokerFaultKind.FailEntry || !fault.Hits(action, _random))
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
    internal bool DrawEntry(string action)
    {
        lock (_gate)
        {
            foreach (var fault in _faults)
            {
                if (fault.Kind == LocalBrokerFaultKind.FailEntry && fault.Hits(action, _random))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
