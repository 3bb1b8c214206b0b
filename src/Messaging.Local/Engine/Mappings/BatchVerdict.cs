using System.Text.Json;

namespace Messaging.Local;

/// <summary>Reads from a function's answer which messages of the batch failed.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting</remarks>
internal static class BatchVerdict
{
    /// <summary>Returns the ids of what failed, or null when the whole batch did because the answer makes no sense.</summary>
    public static IReadOnlySet<string>? FailedIn(string? answer, IReadOnlySet<string> batch)
    {
        if (string.IsNullOrWhiteSpace(answer))
        {
            return new HashSet<string>();
        }

        try
        {
            using var document = JsonDocument.Parse(answer);
            return Read(document.RootElement, batch);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static HashSet<string>? Read(JsonElement answer, IReadOnlySet<string> batch)
    {
        if (answer.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (answer.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (!answer.TryGetProperty("batchItemFailures", out var failures) || failures.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (failures.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var failed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var failure in failures.EnumerateArray())
        {
            if (failure.ValueKind != JsonValueKind.Object || !failure.TryGetProperty("itemIdentifier", out var id)
                || id.ValueKind != JsonValueKind.String || !batch.Contains(id.GetString()!))
            {
                return null;
            }

            failed.Add(id.GetString()!);
        }

        return failed;
    }
}
