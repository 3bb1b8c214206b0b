namespace Messaging;

/// <summary>Finds how many handlers may run at once: more while they stay as fast as the fastest, fewer when they slow down or fail.</summary>
/// <remarks>
/// Looks at rounds of as many handlings as there are slots. What queues behind a busy dependency shows as time beyond the
/// shortest that was seen; the limit then falls in proportion, and otherwise rises by the square root of itself.
/// </remarks>
internal sealed class AdaptiveLimit(int min, int max)
{
    // Handlers twice as slow as the fastest round are no sign of congestion yet.
    private const double Tolerance = 2;
    private const int ShortestRound = 10;

    private const int RoundsBetweenProbes = 50;

    private double _limit = min;
    private double _beforeProbe;
    private bool _isProbe;
    private int _rounds;
    private double? _fastest;
    private int _count;
    private int _failures;
    private int _busiest;
    private TimeSpan _total;

    public int Current => (int)_limit;

    public void Ended(TimeSpan duration, bool hasFailed, int running)
    {
        _count++;
        _failures += hasFailed ? 1 : 0;
        _busiest = Math.Max(_busiest, running);
        _total += duration;
        if (_count >= Math.Max(Current, ShortestRound))
        {
            Judge();
            (_count, _failures, _busiest, _total) = (0, 0, 0, TimeSpan.Zero);
        }
    }

    private void Judge()
    {
        var average = Math.Max(_total.TotalMilliseconds / _count, 0.1);

        // Now and then half as many run: only so it shows whether the work itself has become slower. That is believed slowly.
        _fastest = Math.Min(_isProbe ? _fastest * 1.1 ?? average : _fastest ?? average, average);
        if (_isProbe)
        {
            (_isProbe, _limit) = (false, _beforeProbe);
            return;
        }

        if (++_rounds % RoundsBetweenProbes == 0)
        {
            (_isProbe, _beforeProbe, _limit) = (true, _limit, Math.Max(min, _limit / 2));
            return;
        }

        if (_failures > _count / 2)
        {
            _limit = Math.Max(min, _limit * 0.7);
            return;
        }

        var gradient = Math.Clamp(Tolerance * _fastest.Value / average, 0.5, 1);
        var isUsed = _busiest >= Current;
        if (gradient < 1 || isUsed)
        {
            _limit = Math.Clamp((_limit * gradient) + (isUsed && gradient >= 1 ? Math.Sqrt(_limit) : 0), min, max);
        }
    }
}
