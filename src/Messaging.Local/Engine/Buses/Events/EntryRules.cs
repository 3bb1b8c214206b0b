using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Messaging.Local;

/// <summary>What EventBridge checks before it accepts events.</summary>
internal static class EntryRules
{
    // A moment counts as many bytes, however it is written.
    private const int SizeOfTime = 14;

    /// <summary>Checks what makes a whole request unacceptable.</summary>
    public static void CheckRequest(IReadOnlyList<EventEntry> entries)
    {
        if (entries.Count == 0)
        {
            throw EventBridgeErrors.Constraint(
                "'[]'", "Entries", "Member must have length greater than or equal to 1");
        }

        if (entries.Count > BusLimits.PutEntries)
        {
            throw EventBridgeErrors.Constraint(
                $"'[{string.Join(", ", entries.Select(Show))}]'",
                "Entries",
                $"Member must have length less than or equal to {BusLimits.PutEntries}");
        }

        if (entries.Sum(Size) > BusLimits.PutSize)
        {
            throw EventBridgeErrors.Validation("Total size of the entries in the request is over the limit.");
        }
    }

    /// <summary>Returns the bytes that count of an entry.</summary>
    /// <remarks>https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-event-size</remarks>
    public static long Size(EventEntry entry) =>
        (entry.Time is null ? 0 : SizeOfTime) + Size(entry.Source) + Size(entry.DetailType) + Size(entry.Detail)
        + (entry.Resources ?? []).Sum(resource => Size(resource));

    /// <summary>Checks one entry, and returns why it is refused or null and its detail as compact JSON.</summary>
    public static PutResult? Check(EventEntry entry, out string detail)
    {
        detail = string.Empty;
        if (Missing(entry) is { } missing)
        {
            return Refused("InvalidArgument", $"Parameter {missing} is not valid. Reason: {missing} is a required argument.");
        }

        if (entry.DetailType!.Length > BusLimits.DetailTypeLength)
        {
            // The length is documented, the text is not (?).
            return Refused(
                "InvalidArgument",
                "Parameter DetailType is not valid. Reason: DetailType must be at most 128 characters long.");
        }

        if (entry.Source!.StartsWith("aws.", StringComparison.Ordinal))
        {
            return Refused("NotAuthorizedForSourceException", "Not authorized for the source.");
        }

        if (CompactJson.Parse(entry.Detail!, BusLimits.JsonDepth) is not { ValueKind: JsonValueKind.Object } parsed
            || !HasLegalNumbers(parsed) || !JsonTexts.HasOnlyText(entry.Detail!))
        {
            return Refused("MalformedDetail", "Detail is malformed.");
        }

        var compact = new StringBuilder(entry.Detail!.Length);
        CompactJson.Write(compact, parsed);
        detail = compact.ToString();
        return null;
    }

    private static string? Missing(EventEntry entry) => entry switch
    {
        { Source: null or "" } => "Source",
        { DetailType: null or "" } => "DetailType",
        { Detail: null or "" } => "Detail",
        _ => null,
    };

    /// <summary>Returns whether every integer fits into 64 bits.</summary>
    private static bool HasLegalNumbers(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(property => HasLegalNumbers(property.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(HasLegalNumbers),
        JsonValueKind.Number => value.TryGetInt64(out _) || value.GetRawText().AsSpan().ContainsAny('.', 'e', 'E'),
        _ => true,
    };

    private static PutResult Refused(string code, string message) => new(null, code, message);

    private static long Size(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);

    private static string Show(EventEntry entry) =>
        $"PutEventsRequestEntry(time={entry.Time?.ToString("O", CultureInfo.InvariantCulture) ?? "null"}, " +
        $"source={entry.Source ?? "null"}, " +
        $"resources={(entry.Resources is null ? "null" : $"[{string.Join(", ", entry.Resources)}]")}, " +
        $"detailType={entry.DetailType ?? "null"}, detail={entry.Detail ?? "null"}, " +
        $"eventBusName={entry.BusName ?? "null"}, traceHeader={entry.TraceHeader ?? "null"}, " +
        "kmsKeyIdentifier=null, internalMetadata=null)";
}
