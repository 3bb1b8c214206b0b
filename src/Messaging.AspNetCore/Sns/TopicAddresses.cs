using Microsoft.Extensions.Configuration;

namespace Messaging.AspNetCore;

/// <summary>Finds where a topic's logical name points, as routes to topics do.</summary>
internal sealed class TopicAddresses(IConfiguration? configuration = null)
{
    public string Of(string topic) => configuration?[$"Messaging:Destinations:{topic}:Address"] is { Length: > 0 } address
        ? address
        : topic;
}
