using Messaging.Aws;
using Messaging.Local;

namespace Messaging.EventBridge.Tests;

/// <summary>Reaches a broker with a way there and a way back that take their time, as chance will have it.</summary>
internal sealed class SlowBackend(LocalBroker broker, TimeProvider time, Random random) : IAwsBackend, IDisposable
{
    private readonly SlowHandler _handler = new(broker.Handler, time, random);

    public string Region => broker.Region;

    public Uri Endpoint => broker.Endpoint;

    public HttpMessageHandler Handler => _handler;

    public void Dispose() => _handler.Dispose();

    private sealed class SlowHandler(HttpMessageHandler inner, TimeProvider time, Random random) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _inner = new(inner, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1 + random.Next(120)), time, cancellationToken);
            var response = await _inner.SendAsync(request, cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(1 + random.Next(120)), time, cancellationToken);
            return response;
        }

        protected override void Dispose(bool disposing)
        {
            _inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
