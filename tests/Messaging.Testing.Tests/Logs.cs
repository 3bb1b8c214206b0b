using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Messaging.Testing.Tests;

/// <summary>Keeps the id, the level and the text of all that is logged.</summary>
internal sealed class Logs : ILoggerProvider, ILogger
{
    public ConcurrentQueue<(int Id, LogLevel Level, string Text)> All { get; } = new();

    public IEnumerable<int> Ids => All.Select(entry => entry.Id);

    /// <summary>Gets the texts of what was logged with an id.</summary>
    public IReadOnlyList<string> Of(int id) => [.. All.Where(entry => entry.Id == id).Select(entry => entry.Text)];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        All.Enqueue((eventId.Id, logLevel, formatter(state, exception)));

    public void Dispose()
    {
    }
}
