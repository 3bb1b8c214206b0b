namespace Messaging.Local;

/// <summary>Keeps the last events that no rule was for, since nothing else tells of them.</summary>
internal sealed class EventTrail
{
    private const int Kept = 100;

    private readonly Queue<(string Bus, BusEvent Happened)> _events = new();

    public void Add(string bus, BusEvent happened)
    {
        _events.Enqueue((bus, happened));
        if (_events.Count > Kept)
        {
            _events.Dequeue();
        }
    }

    public IEnumerable<BusEvent> Of(string bus) =>
        _events.Where(each => each.Bus == bus).Select(each => each.Happened);

    public void Clear() => _events.Clear();
}
