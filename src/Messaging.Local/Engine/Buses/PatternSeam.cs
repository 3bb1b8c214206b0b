using System.Text.Json;

namespace Messaging.Local;

internal sealed class EventPattern
{
    public static EventPattern Parse(string json) => throw new PatternException("PLACEHOLDER " + json);

    public bool Matches(JsonElement @event) => _is && @event.ValueKind == JsonValueKind.Object;

    private readonly bool _is = true;
}

internal sealed class PatternException(string message) : Exception(message);
