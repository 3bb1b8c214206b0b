namespace Messaging.Local;

/// <summary>Decides what a target gets of an event.</summary>
internal abstract class TargetInput
{
    /// <summary>Returns what is delivered, or null when nothing can be made of the event.</summary>
    public abstract string? Write(BusEvent happened, EventRule rule);
}
