using System.Security.Cryptography.X509Certificates;

namespace Messaging.AspNetCore;

/// <summary>What an endpoint for SNS is given in code alone.</summary>
internal sealed class SnsEndpointSetup
{
    public X509Certificate2Collection? Roots { get; set; }

    public HttpMessageHandler? OutgoingHandler { get; set; }
}
