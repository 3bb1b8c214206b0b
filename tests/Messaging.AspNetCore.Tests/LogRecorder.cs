using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Messaging.AspNetCore.Tests;

/// <summary>Keeps all that is logged.</summary>
internal sealed class LogRecorder : ILoggerProvider
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();

    public IReadOnlyList<LogEntry> All => [.. _entries];

    /// <summary>Gets what endpoints log, their handlers included.</summary>
    public IReadOnlyList<LogEntry> OfEndpoints =>
        [.. All.Where(entry => entry.Category.StartsWith("Messaging.Endpoint.", StringComparison.Ordinal))];

    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, _entries);

    public void Dispose()
    {
    }

    private sealed class Recorder(string category, ConcurrentQueue<LogEntry> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            entries.Enqueue(new LogEntry(category, logLevel, eventId.Id, $"{formatter(state, exception)} {exception}"));
    }
}
