namespace Messaging.Tests.Consuming.Simulation;

/// <summary>Virtual time: what is to happen, in order.</summary>
internal sealed class SimulatedTime
{
    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _events = new();
    private long _order;

    public TimeSpan Now { get; private set; }

    public void At(TimeSpan at, Action action) => _events.Enqueue(action, (at > Now ? at : Now, _order++));

    public void After(TimeSpan delay, Action action) => At(Now + delay, action);

    /// <summary>Lets time pass until a condition holds, or the time is up.</summary>
    public void RunUntil(Func<bool> condition, TimeSpan atMost)
    {
        var end = Now + atMost;
        var standing = 0;
        while (!condition() && _events.TryPeek(out _, out var due) && due.At <= end)
        {
            var happened = _events.Dequeue();
            standing = due.At > Now ? 0 : standing + 1;
            if (standing >= 100_000)
            {
                throw new InvalidOperationException($"At {Now}: a machine asks to be woken again and again and does nothing.");
            }

            Now = due.At > Now ? due.At : Now;
            happened();
        }

        Now = condition() ? Now : end;
    }

    /// <summary>Lets nothing happen for a while, as when the process is stopped: what was due is late, and comes in any order.</summary>
    public void Stall(TimeSpan time, Random random)
    {
        Now += time;
        var late = new List<Action>();
        while (_events.TryPeek(out var action, out var due) && due.At <= Now)
        {
            late.Add(action);
            _events.Dequeue();
        }

        foreach (var action in late.OrderBy(_ => random.Next()))
        {
            At(Now, action);
        }
    }
}
