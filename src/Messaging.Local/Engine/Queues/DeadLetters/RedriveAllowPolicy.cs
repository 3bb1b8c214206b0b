using System.Text.Json;

namespace Messaging.Local;

/// <summary>Which queues may send their dead letters to this one.</summary>
internal sealed record RedriveAllowPolicy(string Json, string Permission, IReadOnlyList<string> Sources)
{
    private const int MostSources = 10;

    public bool Allows(string sourceArn) => Permission switch
    {
        "allowAll" => true,
        "byQueue" => Sources.Contains(sourceArn, StringComparer.Ordinal),
        _ => false,
    };

    public static RedriveAllowPolicy? Parse(string json)
    {
        if (json.Length == 0)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            var permission = document.RootElement.GetProperty("redrivePermission").GetString();
            var sources = document.RootElement.TryGetProperty("sourceQueueArns", out var arns)
                ? arns.EnumerateArray().Select(arn => arn.GetString() ?? string.Empty).ToArray()
                : [];
            var fits = permission == "byQueue" ? sources.Length is > 0 and <= MostSources : sources.Length == 0;
            return permission is "allowAll" or "denyAll" or "byQueue" && fits
                ? new RedriveAllowPolicy(json, permission, sources)
                : throw Invalid(json);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw Invalid(json);
        }
    }

    private static ServiceException Invalid(string json) => SqsErrors.InvalidParameter(
        "RedriveAllowPolicy",
        json,
        "It must have a redrivePermission of allowAll, denyAll or byQueue, and with byQueue 1 to 10 sourceQueueArns.");
}
