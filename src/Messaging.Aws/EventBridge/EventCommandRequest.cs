using System.Text.Json;

namespace Messaging.Aws;

/// <summary>An action that has no result.</summary>
internal abstract class EventCommandRequest(string operation) : JsonRequest<Nothing>(operation)
{
    public sealed override Nothing Read(ref Utf8JsonReader json) => default;
}
