using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Messaging.Aws;
using Microsoft.Extensions.Configuration;

namespace Messaging.Lambda;

/// <summary>Speaks the Runtime API of Lambda: asks for invocations and answers them.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html</remarks>
internal sealed class RuntimeApi : IDisposable
{
    public const string AddressVariable = "AWS_LAMBDA_RUNTIME_API";

    private const string Version = "2018-06-01/runtime/";
    private const string RequestIdHeader = "Lambda-Runtime-Aws-Request-Id";
    private const string DeadlineHeader = "Lambda-Runtime-Deadline-Ms";
    private const string TraceHeader = "Lambda-Runtime-Trace-Id";
    private const string ArnHeader = "Lambda-Runtime-Invoked-Function-Arn";
    private const string ErrorTypeHeader = "Lambda-Runtime-Function-Error-Type";

    // The Runtime API is in the same environment, never behind a proxy.
    private static readonly SocketsHttpHandler Direct = new() { UseProxy = false, UseCookies = false };

    private readonly HttpClient _client;

    public RuntimeApi(Uri endpoint, HttpMessageHandler? handler = null)
    {
        Endpoint = new Uri(endpoint, Version);

        // The next invocation may be hours away.
        _client = new HttpClient(handler ?? Direct, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public Uri Endpoint { get; }

    /// <summary>Finds the Runtime API that Lambda names, or else that of the embedded broker.</summary>
    /// <exception cref="MessagingConfigurationException">There is none: the process runs neither in Lambda nor on a broker.</exception>
    public static RuntimeApi Open(IConfiguration? configuration, IAwsBackend? backend, LambdaFunctions functions)
    {
        var address = configuration?[AddressVariable] ?? Environment.GetEnvironmentVariable(AddressVariable);
        if (!string.IsNullOrWhiteSpace(address))
        {
            return Uri.TryCreate($"http://{address.TrimEnd('/')}/", UriKind.Absolute, out var endpoint)
                ? new RuntimeApi(endpoint)
                : throw new MessagingConfigurationException($"{AddressVariable} is '{address}', which is no host and port.");
        }

        return backend is not null
            ? new RuntimeApi(
                new Uri(backend.Endpoint, $"functions/{Uri.EscapeDataString(functions.Choose().Name)}/"), backend.Handler)
            : throw new MessagingConfigurationException(
                $"The application has a Lambda function, and {AddressVariable} is not set: it does not run in Lambda. " +
                "Use LambdaHandler where something else calls it, set the variable to where 'messaging-local' serves the " +
                "function, or call AddLocalBroker().");
    }

    /// <summary>Waits for the next invocation.</summary>
    public async Task<RuntimeInvocation> NextAsync(CancellationToken cancellationToken)
    {
        using var response = await _client.GetAsync(new Uri(Endpoint, "invocation/next"), cancellationToken);
        if (response.StatusCode == HttpStatusCode.InternalServerError)
        {
            throw new RuntimeGoneException();
        }

        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException(
                $"The Runtime API answered {(int)response.StatusCode}: {ReasonIn(body)}", null, response.StatusCode);
        }

        return new RuntimeInvocation(Header(response.Headers, RequestIdHeader) ?? string.Empty, body)
        {
            Deadline = long.TryParse(
                Header(response.Headers, DeadlineHeader), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
                && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
                ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                : null,
            TraceId = Header(response.Headers, TraceHeader),
            FunctionArn = Header(response.Headers, ArnHeader),
        };
    }

    /// <summary>Answers an invocation and returns the status, 202 when the answer was accepted.</summary>
    public Task<int> RespondAsync(string requestId, ReadOnlyMemory<byte> answer, CancellationToken cancellationToken) =>
        PostAsync($"invocation/{requestId}/response", answer, errorType: null, cancellationToken);

    /// <summary>Says that an invocation failed and returns the status.</summary>
    public Task<int> FailAsync(string requestId, Exception exception, CancellationToken cancellationToken) =>
        PostAsync($"invocation/{requestId}/error", Error(exception), TypeOf(exception), cancellationToken);

    /// <summary>Says that the function could not start.</summary>
    public Task<int> FailStartAsync(Exception exception, CancellationToken cancellationToken) =>
        PostAsync("init/error", Error(exception), TypeOf(exception), cancellationToken);

    public void Dispose() => _client.Dispose();

    private async Task<int> PostAsync(
        string path, ReadOnlyMemory<byte> body, string? errorType, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Endpoint, path))
        {
            Content = new ReadOnlyMemoryContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (errorType is not null && Ascii.IsValid(errorType))
        {
            request.Headers.TryAddWithoutValidation(ErrorTypeHeader, errorType);
        }

        using var response = await _client.SendAsync(request, cancellationToken);
        return response.StatusCode == HttpStatusCode.InternalServerError
            ? throw new RuntimeGoneException()
            : (int)response.StatusCode;
    }

    private static string? Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static string ReasonIn(byte[] answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return Members.Text(document.RootElement, "errorMessage") ?? "no reason.";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return "no reason that can be read.";
        }
    }

    private static string TypeOf(Exception exception) => exception.GetType().FullName ?? exception.GetType().Name;

    private static ReadOnlyMemory<byte> Error(Exception exception)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("errorMessage", exception.Message);
            json.WriteString("errorType", TypeOf(exception));
            json.WriteStartArray("stackTrace");
            foreach (var line in (exception.StackTrace ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                json.WriteStringValue(line.Trim());
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
