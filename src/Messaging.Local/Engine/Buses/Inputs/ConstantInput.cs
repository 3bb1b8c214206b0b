namespace Messaging.Local;

/// <summary>Gives the same JSON for every event.</summary>
internal sealed class ConstantInput(string json) : TargetInput
{
    public override string Write(BusEvent happened, EventRule rule) => json;
}
