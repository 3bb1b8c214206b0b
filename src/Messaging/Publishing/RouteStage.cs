using System.Collections.Frozen;

namespace Messaging;

/// <summary>Finds the destinations of a message's declared type.</summary>
internal sealed class RouteStage : IDisposable
{
    private readonly FrozenDictionary<Type, Destination[]> _routes;
    private readonly List<PublishPump> _pumps = [];

    public RouteStage(
        IEnumerable<Route> routes, IEnumerable<IDestinationFactory> factories, BatchingOptions options,
        MonotonicClock clock, TaskStarter tasks)
    {
        var byKind = factories.ToDictionary(factory => factory.Kind, StringComparer.Ordinal);
        var open = new Dictionary<(string Kind, string Name), (OpenDestination Open, PublishPump Pump)>();
        var found = new List<Destination>();
        foreach (var route in routes)
        {
            var key = (route.Kind, route.Destination);
            if (!open.TryGetValue(key, out var destination))
            {
                var opened = byKind[route.Kind].Open(route.Destination);
                opened = opened with { Sender = new MeasuredSender(opened, clock) };
                var pump = new PublishPump(opened, options, clock, tasks, Random.Shared);
                _pumps.Add(pump);
                open.Add(key, destination = (opened, pump));
            }

            found.Add(new Destination(route, destination.Open, destination.Pump));
        }

        _routes = found.GroupBy(item => item.Route.MessageType).ToFrozenDictionary(group => group.Key, group => group.ToArray());
    }

    /// <exception cref="NoRouteException">The type has no route.</exception>
    public Destination[] Find(Type messageType) => _routes.TryGetValue(messageType, out var destinations)
        ? destinations
        : throw new NoRouteException(messageType, _routes.Keys.Select(type => type.Name));

    /// <summary>Waits until every message that was published has its answer.</summary>
    public Task WhenIdle() => Task.WhenAll(_pumps.Select(pump => pump.WhenIdle()));

    public void Dispose() => _pumps.ForEach(pump => pump.Dispose());
}
