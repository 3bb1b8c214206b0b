namespace Messaging.Local;

/// <summary>Gives the event as it is.</summary>
internal sealed class WholeInput : TargetInput
{
    public static WholeInput Instance { get; } = new();

    public override string Write(BusEvent happened, EventRule rule) => happened.Json;
}
