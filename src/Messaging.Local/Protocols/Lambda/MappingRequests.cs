using System.Text.Json;

namespace Messaging.Local;

/// <summary>Event-source mappings, made and removed as by Lambda's own API.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html</remarks>
internal sealed class MappingRequests(LocalMappings mappings)
{
    private const string MappingsPath = "/2015-03-31/event-source-mappings";
    private const int Accepted = 202;

    public Func<CancellationToken, Task<WireResponse>>? Find(WireRequest request)
    {
        var path = request.Path.TrimEnd('/');
        if (path != MappingsPath && !path.StartsWith(MappingsPath + "/", StringComparison.Ordinal))
        {
            return null;
        }

        var id = path.Length > MappingsPath.Length ? path[(MappingsPath.Length + 1)..] : null;
        return _ => Task.FromResult((request.Method, id) switch
        {
            ("POST", null) => Create(request),
            ("GET", null) => List(),
            ("GET", { } known) => Get(known),
            ("DELETE", { } known) => Delete(known),
            _ => LambdaAnswers.ApiError(405, "MethodNotAllowedException", $"{request.Method} is not known here."),
        });
    }

    private WireResponse Create(WireRequest request)
    {
        try
        {
            using var document = JsonDocument.Parse(request.Body);
            var json = document.RootElement;
            var queue = Text(json, "EventSourceArn") ?? throw new ArgumentException("EventSourceArn is needed: the ARN of a queue.");
            var function = FunctionRequests.NameOf(Text(json, "FunctionName") ?? throw new ArgumentException("FunctionName is needed."));
            if (mappings.Find(queue, function) is { } other)
            {
                return LambdaAnswers.ApiError(
                    409, "ResourceConflictException",
                    $"An event source mapping with SQS arn ({other.QueueArn}) and function ({function}) already exists. " +
                    $"Please update or delete the existing mapping with UUID {other.Id}");
            }

            var mapping = mappings.Add(queue, function, Options(json));
            return LambdaAnswers.Write(Accepted, writer => Write(writer, mapping, "Creating"));
        }
        catch (Exception error) when (error is ArgumentException or JsonException or InvalidOperationException or FormatException)
        {
            return LambdaAnswers.ApiError(400, "InvalidParameterValueException", error.Message);
        }
    }

    private WireResponse List() => LambdaAnswers.Write(200, json =>
    {
        json.WriteStartArray("EventSourceMappings");
        foreach (var mapping in mappings.List())
        {
            json.WriteStartObject();
            Write(json, mapping, "Enabled");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private WireResponse Get(string id) => FindMapping(id) is { } mapping
        ? LambdaAnswers.Write(200, json => Write(json, mapping, "Enabled"))
        : NotFound();

    private WireResponse Delete(string id) => FindMapping(id) is { } mapping && mappings.Remove(id)
        ? LambdaAnswers.Write(Accepted, json => Write(json, mapping, "Deleting"))
        : NotFound();

    private LocalMapping? FindMapping(string id) => mappings.List().FirstOrDefault(mapping => mapping.Id == id);

    private static WireResponse NotFound() =>
        LambdaAnswers.ApiError(404, "ResourceNotFoundException", "The resource you requested does not exist.");

    private static LocalMappingOptions Options(JsonElement json)
    {
        if (json.TryGetProperty("Enabled", out var enabled) && enabled.ValueKind == JsonValueKind.False)
        {
            throw new ArgumentException("Enabled is false, and the broker starts mappings at once. Make the mapping when it is to run.");
        }

        var options = new LocalMappingOptions();
        if (Number(json, "BatchSize") is { } size)
        {
            options.BatchSize = size;
        }

        options.BatchWindow = TimeSpan.FromSeconds(Number(json, "MaximumBatchingWindowInSeconds") ?? 0);
        if (json.TryGetProperty("FunctionResponseTypes", out var types) && types.ValueKind == JsonValueKind.Array)
        {
            options.ReportBatchItemFailures = types.EnumerateArray().Any(type => type.ValueEquals("ReportBatchItemFailures"));
        }

        foreach (var filter in FiltersIn(json))
        {
            options.Filters.Add(Text(filter, "Pattern") ?? throw new ArgumentException("A filter has a Pattern."));
        }

        if (json.TryGetProperty("ScalingConfig", out var scaling) && scaling.ValueKind == JsonValueKind.Object)
        {
            options.MaxConcurrency = Number(scaling, "MaximumConcurrency");
        }

        return options;
    }

    private static JsonElement.ArrayEnumerator FiltersIn(JsonElement json) =>
        json.TryGetProperty("FilterCriteria", out var criteria) && criteria.ValueKind == JsonValueKind.Object
        && criteria.TryGetProperty("Filters", out var filters) && filters.ValueKind == JsonValueKind.Array
            ? filters.EnumerateArray()
            : default;

    private static void WriteFilters(Utf8JsonWriter json, IReadOnlyList<string> filters)
    {
        json.WriteStartObject("FilterCriteria");
        json.WriteStartArray("Filters");
        foreach (var filter in filters)
        {
            json.WriteStartObject();
            json.WriteString("Pattern", filter);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LocalMapping mapping, string state)
    {
        json.WriteString("UUID", mapping.Id);
        json.WriteString("EventSourceArn", mapping.QueueArn);
        json.WriteString("FunctionArn", mapping.FunctionArn);
        json.WriteNumber("BatchSize", mapping.BatchSize);
        json.WriteNumber("MaximumBatchingWindowInSeconds", (int)mapping.BatchWindow.TotalSeconds);
        json.WriteStartArray("FunctionResponseTypes");
        if (mapping.ReportBatchItemFailures)
        {
            json.WriteStringValue("ReportBatchItemFailures");
        }

        json.WriteEndArray();
        if (mapping.MaxConcurrency is { } concurrency)
        {
            json.WriteStartObject("ScalingConfig");
            json.WriteNumber("MaximumConcurrency", concurrency);
            json.WriteEndObject();
        }

        if (mapping.Filters.Count > 0)
        {
            WriteFilters(json, mapping.Filters);
        }

        json.WriteNumber("LastModified", mapping.CreatedAt.ToUnixTimeMilliseconds() / 1000.0);
        json.WriteString("State", state);
        json.WriteString("StateTransitionReason", "USER_INITIATED");
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;
}
