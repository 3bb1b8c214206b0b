namespace Messaging.Local;

/// <summary>The time in which one caller has a region to itself; its end serves the receives that it woke.</summary>
internal readonly ref struct Turn(Region region, DateTime now)
{
    /// <summary>Gets the time of the whole turn.</summary>
    public DateTime Now => now;

    public void Dispose() => region.Leave(now);
}
