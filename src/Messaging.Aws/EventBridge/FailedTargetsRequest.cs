using System.Text.Json;

namespace Messaging.Aws;

/// <summary>An action on targets whose result names those that failed.</summary>
internal abstract class FailedTargetsRequest(string operation) : JsonRequest<IReadOnlyList<EventTargetFailure>>(operation)
{
    public sealed override IReadOnlyList<EventTargetFailure> Read(ref Utf8JsonReader json)
    {
        var failures = new List<EventTargetFailure>();
        while (json.ReadMember())
        {
            if (!json.ValueTextEquals("FailedEntries"u8) || !json.OpenList())
            {
                json.SkipIfName();
                continue;
            }

            while (json.ReadItem())
            {
                failures.Add(ReadFailure(ref json));
            }
        }

        return failures;
    }

    private static EventTargetFailure ReadFailure(ref Utf8JsonReader json)
    {
        string? id = null, code = null, message = null;
        while (json.ReadMember())
        {
            if (json.ValueTextEquals("TargetId"u8))
            {
                id = json.ReadText();
            }
            else if (json.ValueTextEquals("ErrorCode"u8))
            {
                code = json.ReadText();
            }
            else if (json.ValueTextEquals("ErrorMessage"u8))
            {
                message = json.ReadText();
            }
            else
            {
                json.SkipValue();
            }
        }

        return new EventTargetFailure { TargetId = id ?? "", Code = code ?? "InternalException", Message = message };
    }
}
