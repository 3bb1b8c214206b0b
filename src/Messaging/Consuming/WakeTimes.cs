namespace Messaging;

/// <summary>Finds the earliest of several times, of which any may be missing.</summary>
internal static class WakeTimes
{
    public static TimeSpan? Earliest(params ReadOnlySpan<TimeSpan?> times)
    {
        TimeSpan? earliest = null;
        foreach (var time in times)
        {
            earliest = earliest is null || time < earliest ? time ?? earliest : earliest;
        }

        return earliest;
    }
}
