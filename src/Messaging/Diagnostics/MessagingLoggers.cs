using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>Makes every logger of the library: none of them throws.</summary>
internal sealed class MessagingLoggers(ILoggerFactory loggers)
{
    public ILogger Create(string category) => new UnfailingLogger(loggers.CreateLogger(category));

    public ILogger Create<T>() => new UnfailingLogger(loggers.CreateLogger<T>());
}
