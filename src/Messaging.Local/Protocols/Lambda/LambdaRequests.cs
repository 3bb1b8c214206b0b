namespace Messaging.Local;

/// <summary>Answers what processes of functions ask by the Runtime API, and the few requests of Lambda's own API that the broker knows.</summary>
internal sealed class LambdaRequests(LocalFunctions functions, LocalMappings mappings)
{
    private const string RuntimePath = "/2018-06-01/runtime/";
    private const string FunctionsPath = "/functions/";

    private readonly MappingRequests _mappings = new(mappings);
    private readonly FunctionRequests _functions = new(functions);

    /// <summary>Finds what answers a request, or null for one to another service.</summary>
    public Func<CancellationToken, Task<WireResponse>>? Find(WireRequest request)
    {
        if (request.Target is not null)
        {
            return null;
        }

        var runtime = request.Path.IndexOf(RuntimePath, StringComparison.Ordinal);
        if (runtime >= 0)
        {
            var operation = request.Path[(runtime + RuntimePath.Length)..];
            return cancellationToken => AnswerRuntimeAsync(request, request.Path[..runtime], operation, cancellationToken);
        }

        return _mappings.Find(request) ?? _functions.Find(request);
    }

    private async Task<WireResponse> AnswerRuntimeAsync(
        WireRequest request, string prefix, string operation, CancellationToken cancellationToken)
    {
        var name = prefix.StartsWith(FunctionsPath, StringComparison.Ordinal) ? prefix[FunctionsPath.Length..] : string.Empty;
        try
        {
            return functions.FindRuntime(name) is { } function
                ? await RuntimeRequests.AnswerAsync(function, request, operation, cancellationToken).ConfigureAwait(false)
                : LambdaAnswers.Error(409, "InvalidRequest", $"Function {name} is a delegate of the broker's process; it has no Runtime API.");
        }
        catch (LocalFunctionException gone)
        {
            // The process asks again, and finds what took the place.
            return LambdaAnswers.Error(503, gone.ErrorType, gone.Message);
        }
        catch (ArgumentException malformed) when (name.Length > 0)
        {
            return LambdaAnswers.Error(404, "InvalidRequest", malformed.Message);
        }
        catch (ArgumentException)
        {
            return LambdaAnswers.Error(
                404, "InvalidRequest", "The function is part of the path: set AWS_LAMBDA_RUNTIME_API to {host}:{port}/functions/{name}.");
        }
    }
}
