using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Messaging.AspNetCore.Tests;

/// <summary>Keeps all that is logged.</summary>
internal sealed class LogRecorder : ILoggerProvider
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _seen = new();

    public IReadOnlyList<LogEntry> All => [.. _entries];

    /// <summary>Gets what endpoints log, their handlers included.</summary>
    public IReadOnlyList<LogEntry> OfEndpoints =>
        [.. All.Where(entry => entry.Category.StartsWith("Messaging.Endpoint.", StringComparison.Ordinal))];

    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, Add);

    /// <summary>Waits until a message with an id was logged.</summary>
    public Task SeenAsync(int id) => Signal(id).Task;

    public void Dispose()
    {
    }

    private TaskCompletionSource Signal(int id) =>
        _seen.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private void Add(LogEntry entry)
    {
        _entries.Enqueue(entry);
        Signal(entry.Id).TrySetResult();
    }

    private sealed class Recorder(string category, Action<LogEntry> add) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            add(new LogEntry(category, logLevel, eventId.Id, $"{formatter(state, exception)} {exception}"));
    }
}
