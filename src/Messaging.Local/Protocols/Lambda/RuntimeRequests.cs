using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Messaging.Local;

/// <summary>The Runtime API of Lambda: a process asks for the next invocation, and answers it.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html</remarks>
internal static class RuntimeRequests
{
    private const int Accepted = 202;

    public static Task<WireResponse> AnswerAsync(
        RuntimeFunction function, WireRequest request, string operation, CancellationToken cancellationToken)
    {
        var parts = operation.Split('/');
        return (request.Method, parts) switch
        {
            ("GET", ["invocation", "next"]) => NextAsync(function, cancellationToken),
            ("POST", ["invocation", var id, "response"]) => Task.FromResult(Respond(function, id, request)),
            ("POST", ["invocation", var id, "error"]) => Task.FromResult(Fail(function, id, request)),
            ("POST", ["init", "error"]) => Task.FromResult(FailStart(function, request)),
            _ => Task.FromResult(LambdaAnswers.Error(404, "InvalidRequest", $"The Runtime API has no {request.Method} {operation}.")),
        };
    }

    private static async Task<WireResponse> NextAsync(RuntimeFunction function, CancellationToken cancellationToken)
    {
        var call = await function.NextAsync(cancellationToken).ConfigureAwait(false);
        var trace = call.RequestId.Replace("-", string.Empty, StringComparison.Ordinal);
        return LambdaAnswers.Json(200, Encoding.UTF8.GetBytes(call.Event)) with
        {
            Headers =
            [
                new("Lambda-Runtime-Aws-Request-Id", call.RequestId),
                new("Lambda-Runtime-Deadline-Ms", call.Deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
                new("Lambda-Runtime-Invoked-Function-Arn", function.Arn),
                new("Lambda-Runtime-Trace-Id", $"Root=1-{trace[..8]}-{trace[8..]};Parent={trace[..16]};Sampled=0"),
            ],
        };
    }

    private static WireResponse Respond(RuntimeFunction function, string id, WireRequest request)
    {
        if (request.Body.Length > MappingLimits.EventBytes)
        {
            function.Fail(id, new LocalFunctionException("Function.ResponseSizeTooLarge", "Response payload size exceeded maximum allowed payload size (6291556 bytes)."));
            return LambdaAnswers.Error(413, "RequestEntityTooLarge", "The answer is over 6 MB.");
        }

        return function.Respond(id, Encoding.UTF8.GetString(request.Body.Span)) ? Ok() : UnknownInvocation(id);
    }

    private static WireResponse Fail(RuntimeFunction function, string id, WireRequest request) =>
        function.Fail(id, ReadError(request)) ? Ok() : UnknownInvocation(id);

    private static WireResponse FailStart(RuntimeFunction function, WireRequest request)
    {
        function.FailStart(ReadError(request));
        return Ok();
    }

    private static LocalFunctionException ReadError(WireRequest request)
    {
        try
        {
            using var document = JsonDocument.Parse(request.Body);
            var root = document.RootElement;
            return new LocalFunctionException(Text(root, "errorType") ?? "Unknown", Text(root, "errorMessage") ?? "Unknown");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return new LocalFunctionException("Unknown", "The function reported an error that is no JSON.");
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static WireResponse Ok() => LambdaAnswers.Json(Accepted, """{"status":"OK"}"""u8.ToArray());

    private static WireResponse UnknownInvocation(string id) => LambdaAnswers.Error(
        400, "InvalidRequestID", $"Invocation {id} is not under way: it was answered, or its time was over.");
}
