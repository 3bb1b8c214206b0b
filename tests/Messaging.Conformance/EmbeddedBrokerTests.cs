using Messaging.Local;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Conformance;

public sealed class EmbeddedBrokerTests : TransportTests, IDisposable
{
    // Exact: repeats that the broker plays would spoil the counting of receives.
    private readonly LocalBroker _broker = new(LocalBrokerOptions.Exact());

    protected override void Connect(IServiceCollection services) => services.AddSingleton(_broker).AddLocalBroker();

    public void Dispose() => _broker.Dispose();
}
