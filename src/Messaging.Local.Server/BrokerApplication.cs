using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Messaging.Local.Server;

/// <summary>Is what Kestrel calls for each request.</summary>
internal sealed class BrokerApplication(BrokerEndpoint endpoint) : IHttpApplication<IFeatureCollection>
{
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public Task ProcessRequestAsync(IFeatureCollection context) => endpoint.AnswerAsync(context);

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }
}
