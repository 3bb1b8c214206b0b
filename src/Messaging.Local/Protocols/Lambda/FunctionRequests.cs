using System.Text;
using System.Text.Json;

namespace Messaging.Local;

/// <summary>What the broker knows of Lambda's own API about functions: creating one whose processes come by themselves, and invoking.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html</remarks>
internal sealed class FunctionRequests(LocalFunctions functions)
{
    private const string Path = "/2015-03-31/functions";
    private const string InvocationsPath = "/invocations";
    private const int Created = 201;

    public Func<CancellationToken, Task<WireResponse>>? Find(WireRequest request)
    {
        var path = request.Path.TrimEnd('/');
        if (request.Method != "POST" || !path.StartsWith(Path, StringComparison.Ordinal))
        {
            return null;
        }

        if (path == Path)
        {
            return _ => Task.FromResult(Create(request));
        }

        return path.EndsWith(InvocationsPath, StringComparison.Ordinal)
            ? cancellationToken => InvokeAsync(path[(Path.Length + 1)..^InvocationsPath.Length], request, cancellationToken)
            : null;
    }

    /// <summary>Takes the name out of a whole or a partial ARN.</summary>
    public static string NameOf(string name) =>
        name.Contains(":function:", StringComparison.Ordinal)
            ? name[(name.LastIndexOf(":function:", StringComparison.Ordinal) + ":function:".Length)..].Split(':')[0]
            : name;

    private WireResponse Create(WireRequest request)
    {
        try
        {
            using var document = JsonDocument.Parse(request.Body);
            var json = document.RootElement;
            var name = json.TryGetProperty("FunctionName", out var text) && text.ValueKind == JsonValueKind.String
                ? NameOf(text.GetString()!)
                : throw new ArgumentException("FunctionName is needed.");
            var options = new LocalFunctionOptions();
            if (json.TryGetProperty("Timeout", out var timeout))
            {
                options.Timeout = TimeSpan.FromSeconds(timeout.GetInt32());
            }

            if (json.TryGetProperty("DeadLetterConfig", out var letters) && letters.TryGetProperty("TargetArn", out var queue))
            {
                options.DeadLetterQueueArn = queue.GetString();
            }

            var arn = functions.AddRuntime(name, options);
            return LambdaAnswers.Write(Created, writer =>
            {
                writer.WriteString("FunctionName", name);
                writer.WriteString("FunctionArn", arn);
                writer.WriteNumber("Timeout", (int)functions.FindRuntime(name)!.Limit.TotalSeconds);
                writer.WriteString("State", "Active");
            });
        }
        catch (Exception error) when (error is ArgumentException or JsonException or InvalidOperationException or FormatException)
        {
            return LambdaAnswers.ApiError(400, "InvalidParameterValueException", error.Message);
        }
    }

    private async Task<WireResponse> InvokeAsync(string name, WireRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await functions.InvokeAsync(
                NameOf(name), Encoding.UTF8.GetString(request.Body.Span), cancellationToken).ConfigureAwait(false);
            return LambdaAnswers.Json(200, Encoding.UTF8.GetBytes(answer ?? "null"));
        }
        catch (LocalFunctionException error)
        {
            return LambdaAnswers.Error(200, error.ErrorType, error.Message) with
            {
                Headers = [new("X-Amz-Function-Error", "Unhandled")],
            };
        }
        catch (ArgumentException)
        {
            return LambdaAnswers.ApiError(404, "ResourceNotFoundException", $"Function not found: {name}");
        }
    }
}
