using System.Text.Json;

namespace Messaging.Local;

/// <summary>Says what a target gets for an event.</summary>
internal static class TargetInput
{
    /// <summary>Returns the text, or null where nothing is delivered.</summary>
    public static string? Of(BusEvent @event, Rule rule, Target target)
    {
        if (target.Input is { } constant)
        {
            return constant;
        }

        if (target.Transformer is { } transformer)
        {
            return transformer.Apply(@event, rule);
        }

        if (target.InputPath is not { } text)
        {
            return @event.Text;
        }

        using var document = JsonDocument.Parse(@event.Text, JsonWriting.Deep);
        return JsonPath.TryParse(text) is { } path && path.TryFind(document.RootElement, out var found)
            ? JsonWriting.Element(found)
            : null;
    }
}
