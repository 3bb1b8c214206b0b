namespace Messaging.AspNetCore;

/// <summary>What every endpoint has, whoever posts to it. Bound to <c>Messaging:Endpoints:{name}</c>, which has the last word.</summary>
public abstract class WebEndpointOptions
{
    private protected WebEndpointOptions()
    {
    }

    /// <summary>Gets or sets the longest body that is read, in bytes. A longer one is answered with 413.</summary>
    /// <value>The default is 2 MiB, which holds the largest message of a service in its wrapping; 1 KiB to 16 MiB.</value>
    public int MaxBodySize { get; set; } = 2 * 1024 * 1024;

    /// <summary>Gets or sets how long the id of a handled message is remembered. What comes again is acknowledged unhandled.</summary>
    /// <value>The default is 90 minutes; zero remembers nothing; at most 7 days.</value>
    /// <remarks>
    /// The memory is this process's own and ends with it: handlers must bear a message twice all the same. A message that
    /// comes again while it is being handled waits for that, whatever the window.
    /// </remarks>
    public TimeSpan DuplicateWindow { get; set; } = TimeSpan.FromMinutes(90);

    /// <summary>Gets or sets how many ids are remembered at most; the oldest make room.</summary>
    /// <value>The default is 100,000, some 20 MB; 1 to 10,000,000.</value>
    public int MaxRemembered { get; set; } = 100_000;

    /// <summary>Gets or sets how long a handler may run. Then its token is cancelled, and it has failed if it obeys.</summary>
    /// <value>The default is no limit; at most 12 hours. A handler's own limit goes before.</value>
    public TimeSpan? HandlerTimeout { get; set; }

    /// <summary>Gets or sets how long stopping waits for running handlers before it cancels them.</summary>
    /// <value>The default is 20 seconds. Keep it below the host's own shutdown timeout.</value>
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(20);
}
