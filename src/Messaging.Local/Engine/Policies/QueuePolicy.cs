using System.Text.Json;

namespace Messaging.Local;

/// <summary>
/// Accepts a queue's access policy when it is JSON. The broker stores policies and does not enforce them.
/// </summary>
internal static class QueuePolicy
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static string? Check(string json)
    {
        if (json.Length == 0)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? json
                : throw SqsErrors.InvalidAttributeValue("Policy");
        }
        catch (JsonException)
        {
            throw SqsErrors.InvalidAttributeValue("Policy");
        }
    }
}
