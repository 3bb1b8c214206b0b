using Microsoft.Extensions.Logging;

namespace Messaging.AspNetCore;

/// <summary>An endpoint with its parts put together.</summary>
internal sealed record OpenEndpoint(IWebEndpoint Endpoint, MessageEntrance Entrance, ILogger Logger)
{
    public required string Source { get; init; }

    public required TimeSpan StopGrace { get; init; }

    public SnsDownloads? Downloads { get; init; }
}
