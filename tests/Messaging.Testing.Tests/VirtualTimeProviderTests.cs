namespace Messaging.Testing.Tests;

public sealed class VirtualTimeProviderTests
{
    private readonly VirtualTimeProvider _time = new();
    private readonly List<string> _rang = [];

    [Fact]
    public void Timers_ring_in_the_order_in_which_they_are_due_at_that_very_time()
    {
        var start = _time.GetUtcNow();
        using var late = Timer("late", 3);
        using var early = Timer("early", 1);
        using var alsoEarly = Timer("also early", 1);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["early at 1", "also early at 1", "late at 3"], _rang);
        Assert.Equal(start + TimeSpan.FromSeconds(5), _time.GetUtcNow());
    }

    [Fact]
    public void A_periodic_timer_rings_until_it_is_disposed()
    {
        var timer = Timer("tick", 2, period: 2);

        _time.Advance(TimeSpan.FromSeconds(5));
        timer.Dispose();
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["tick at 2", "tick at 4"], _rang);
        Assert.False(timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public async Task A_timer_that_is_due_at_once_rings_though_the_clock_stands_still()
    {
        var rang = new TaskCompletionSource();
        await using var timer = _time.CreateTimer(_ => rang.SetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        await rang.Task.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System);
    }

    private ITimer Timer(string name, int seconds, int period = 0)
    {
        var start = _time.GetUtcNow();
        return _time.CreateTimer(
            _ => _rang.Add($"{name} at {(_time.GetUtcNow() - start).TotalSeconds}"),
            null, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(period));
    }
}
