using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>Passes entries on, and keeps to itself what a provider throws: a full event log must not end a consumer.</summary>
/// <remarks>Nothing else is lost by it: a logger throws only after each of its providers has been called.</remarks>
internal sealed class UnfailingLogger(ILogger logger) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        try
        {
            return logger.BeginScope(state);
        }
        catch (Exception)
        {
            return null;
        }
    }

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return logger.IsEnabled(logLevel);
        }
        catch (Exception)
        {
            // One provider cannot say; another may want the entry.
            return true;
        }
    }

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            logger.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception)
        {
            // There is nowhere left to say it.
        }
    }
}
