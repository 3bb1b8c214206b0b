namespace Messaging.Local;

/// <summary>One message on its way from a topic or a rule to one place, until it arrives or is given up.</summary>
internal abstract class Delivery
{
    /// <summary>Gets what keeps deliveries in order: of one lane, the next starts when the one before has ended.</summary>
    public virtual object? Lane => null;

    /// <summary>Gets how many attempts have ended.</summary>
    public int Attempts { get; private set; }

    /// <summary>Gets when the first attempt was made.</summary>
    public DateTime StartedAt { get; private set; }

    public DateTime DueAt { get; private set; }

    public int DueSlot { get; set; } = -1;

    /// <summary>Tells whether it comes from, or goes to, what has this name.</summary>
    public virtual bool IsAbout(string resource) => false;

    /// <summary>Tries once. It starts with the region's lock held; what it awaits is awaited without.</summary>
    public abstract Task<DeliveryOutcome> AttemptAsync(DateTime now, CancellationToken cancellationToken);

    /// <summary>
    /// Returns how long to wait before the next attempt, or null when it was the last; the region's lock is held.
    /// </summary>
    public abstract TimeSpan? NextDelay(DateTime now);

    /// <summary>Does what is done with what could not be delivered; the region's lock is held.</summary>
    public abstract void GiveUp(DeliveryOutcome last, DateTime now);

    public void Begin(DateTime now) => StartedAt = now;

    public void CountAttempt() => Attempts++;

    public void WaitUntil(DateTime due) => DueAt = due;

    /// <summary>Tells where the heap of waiting deliveries keeps one.</summary>
    internal readonly struct DueSlots : IHeapSlots<Delivery>
    {
        public static int Get(Delivery item) => item.DueSlot;

        public static void Set(Delivery item, int slot) => item.DueSlot = slot;
    }
}
