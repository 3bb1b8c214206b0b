using System.Net;
using Amazon.Runtime;

namespace Messaging.Benchmarks;

/// <summary>Answers every request of a client with the same bytes, without a network.</summary>
internal sealed class CannedService(byte[] answer) : HttpClientFactory, IDisposable
{
    private readonly HttpClient _client = new(new Handler(answer));

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public void Dispose() => _client.Dispose();

    private sealed class Handler(byte[] answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(answer) });
    }
}
