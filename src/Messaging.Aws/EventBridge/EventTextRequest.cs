using System.Text.Json;

namespace Messaging.Aws;

/// <summary>An action whose result is one text.</summary>
internal abstract class EventTextRequest(string operation, string member) : JsonRequest<string>(operation)
{
    public sealed override string Read(ref Utf8JsonReader json)
    {
        string? text = null;
        while (json.ReadMember())
        {
            if (json.ValueTextEquals(member))
            {
                text = json.ReadText();
            }
            else
            {
                json.SkipValue();
            }
        }

        return text ?? throw new FormatException($"The answer has no {member}.");
    }
}
