namespace Messaging.Local;

/// <summary>Lengths of waits.</summary>
internal static class Delays
{
    /// <summary>
    /// Returns how long until then in whole milliseconds, rounded up: a timer must not ring too early.
    /// </summary>
    public static TimeSpan Until(DateTime then, DateTime now) =>
        then <= now ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling((then - now).TotalMilliseconds));
}
