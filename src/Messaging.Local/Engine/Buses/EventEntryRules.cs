using System.Text.Json;

namespace Messaging.Local;

/// <summary>What EventBridge checks on events that are put.</summary>
internal static class EventEntryRules
{
    /// <summary>Checks what fails the whole request.</summary>
    public static void CheckRequest(IReadOnlyList<EventEntry> entries)
    {
        if (entries.Count is 0 or > EventBridgeLimits.Entries)
        {
            var limit = entries.Count == 0 ? "greater than or equal to 1" : "less than or equal to 10";
            throw EventBridgeErrors.Constraint(
                $"'[{string.Join(", ", entries.Select(Describe))}]'", "entries", $"Member must have length {limit}");
        }

        if (entries.Sum(entry => entry.Size) > EventBridgeLimits.RequestSize)
        {
            throw EventBridgeErrors.Validation("Total size of the entries in the request is over the limit.");
        }
    }

    /// <summary>Returns why one event is refused, or null.</summary>
    public static EventResult? Refuse(EventEntry entry)
    {
        var missing = string.IsNullOrEmpty(entry.Source) ? "Source"
            : string.IsNullOrEmpty(entry.DetailType) ? "DetailType"
            : string.IsNullOrEmpty(entry.Detail) ? "Detail"
            : null;
        if (missing is not null)
        {
            return new EventResult(
                null, "InvalidArgument", $"Parameter {missing} is not valid. Reason: {missing} is a required argument.");
        }

        if (entry.Source!.StartsWith("aws.", StringComparison.Ordinal))
        {
            return new EventResult(
                null, "NotAuthorizedForSourceException", "Not authorized for the source: sources that begin with aws. are reserved.");
        }

        return IsDetail(entry.Detail!) ? null : new EventResult(null, "MalformedDetail", "Detail is malformed.");
    }

    private static bool IsDetail(string detail)
    {
        try
        {
            using var document = JsonDocument.Parse(detail, JsonWriting.Deep);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            // Texts that are no Unicode are found when they are read.
            return EventNode.Of(document.RootElement) is not null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string Describe(EventEntry entry) =>
        $"PutEventsRequestEntry(time={entry.Time?.ToString("O") ?? "null"}, source={entry.Source ?? "null"}, resources=null, " +
        $"detailType={entry.DetailType ?? "null"}, detail={entry.Detail ?? "null"}, eventBusName={entry.Bus ?? "null"}, " +
        "traceHeader=null, kmsKeyIdentifier=null, internalMetadata=null)";
}
