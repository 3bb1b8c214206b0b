using System.Net;
using System.Text;
using Amazon.Runtime;

namespace Messaging.Aws.Tests;

/// <summary>Answers requests with what a test says, and keeps them.</summary>
internal sealed class ScriptedService : HttpMessageHandler
{
    private readonly Queue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> _answers = new();

    public List<SentRequest> Requests { get; } = [];

    public SentRequest Request => Assert.Single(Requests);

    public ScriptedService Answer(string body, HttpStatusCode status = HttpStatusCode.OK, params (string Name, string Value)[] headers)
    {
        _answers.Enqueue((_, _) =>
        {
            var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8) };
            foreach (var (name, value) in headers)
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }

            return Task.FromResult(response);
        });
        return this;
    }

    public ScriptedService Answer(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public TConfig Config<TConfig>(string region = "eu-central-1")
        where TConfig : ClientConfig, new() => new()
        {
            RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region),
            HttpClientFactory = new Factory(this),
        };

    public SnsClient Sns(SnsClientConfig? config = null) =>
        new(new BasicAWSCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI"), config ?? Config<SnsClientConfig>());

    public EventBridgeClient EventBridge(EventBridgeClientConfig? config = null) =>
        new(new BasicAWSCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI"), config ?? Config<EventBridgeClientConfig>());

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        Requests.Add(new SentRequest(request.Method, request.RequestUri!, headers, body));
        return await _answers.Dequeue()(request, cancellationToken);
    }

    private sealed class Factory(ScriptedService service) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(service, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
