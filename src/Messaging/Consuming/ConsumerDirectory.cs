using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Messaging;

/// <summary>Finds the consumers of the application by their names.</summary>
internal sealed class ConsumerDirectory : IConsumerControl, IDisposable
{
    // A process may have several hosts, and one meter.
    private static readonly ConcurrentDictionary<ConsumerDirectory, bool> All = [];

    private readonly ConcurrentDictionary<string, ConsumerPump> _pumps = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => [.. _pumps.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Looks at every consumer of the process.</summary>
    public static IEnumerable<Measurement<int>> Observe(Func<ConsumerHealth, bool> state) =>
        from directory in All.Keys
        from pump in directory._pumps.Values
        let health = pump.Health()
        select new Measurement<int>(state(health) ? 1 : 0, MessagingMetrics.Tags(health.Consumer, health.Queue));

    public void Add(string name, ConsumerPump pump)
    {
        _pumps[name] = pump;
        All.TryAdd(this, true);
    }

    public void Dispose() => All.TryRemove(this, out _);

    /// <summary>Says whether a consumer receives from a queue.</summary>
    public bool ReceivesFrom(string queue) => _pumps.Values.Any(pump => pump.Queue == queue);

    /// <summary>Says how a consumer does.</summary>
    /// <exception cref="ArgumentException">There is no such consumer.</exception>
    public ConsumerHealth Health(string name) => Find(name).Health();

    public void Pause(string consumer) => Find(consumer).Pause();

    public void Resume(string consumer) => Find(consumer).Resume();

    public bool IsPaused(string consumer) => Find(consumer).Health().IsPaused;

    private ConsumerPump Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _pumps.TryGetValue(name, out var pump)
            ? pump
            : throw new ArgumentException(
                $"There is no consumer '{name}' that has been prepared. There are: {string.Join(", ", Names)}.", nameof(name));
    }
}
