using System.Text;

namespace Messaging.Local;

/// <summary>Gives a part of the event as JSON.</summary>
internal sealed class PathInput(JsonPath path) : TargetInput
{
    /// <remarks>Nothing is known of what EventBridge does when there is no such part (?): here it is not delivered.</remarks>
    public override string? Write(BusEvent happened, EventRule rule)
    {
        if (path.Find(happened.Root) is not { } value)
        {
            return null;
        }

        var text = new StringBuilder();
        CompactJson.Write(text, value);
        return text.ToString();
    }
}
