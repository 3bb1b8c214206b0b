using Messaging.Aws;
using Messaging.Local;

namespace Messaging.Testing;

/// <summary>Hands requests to the broker, and knows how many of them the broker keeps waiting for its clock or a message.</summary>
internal sealed class HarnessBackend(LocalBroker broker, ConsumerDirectory consumers) : IAwsBackend, IDisposable
{
    private readonly RequestWatch _watch = new(broker, consumers);

    public string Region => broker.Region;

    public string AccountId => broker.AccountId;

    public Uri Endpoint => broker.Endpoint;

    public HttpMessageHandler Handler => _watch;

    /// <summary>Gets how many requests wait.</summary>
    public int Waiting => _watch.Waiting;

    public void Dispose() => _watch.Dispose();
}
