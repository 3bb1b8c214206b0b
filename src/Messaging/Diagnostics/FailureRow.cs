using System.Numerics;

namespace Messaging;

/// <summary>Counts failures in a row, and says of which to tell: an outage of hours is not worth an entry for each try.</summary>
internal sealed class FailureRow
{
    private int _count;

    /// <summary>Takes a failure. Returns how many there are in a row, and null where nobody need be told: all but the 1st, 2nd, 4th, 8th and so on.</summary>
    public int? Failed()
    {
        var count = Interlocked.Increment(ref _count);
        return BitOperations.IsPow2(count) ? count : null;
    }

    /// <summary>Ends the row and returns how long it was.</summary>
    public int End() => Volatile.Read(ref _count) == 0 ? 0 : Interlocked.Exchange(ref _count, 0);
}
