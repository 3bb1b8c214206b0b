using System.Collections.Concurrent;
using System.Text;
using Amazon.SQS;
using Messaging.Local;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Lambda.Tests;

/// <summary>A function that is called with streams, in fake time, with an embedded broker behind it.</summary>
internal sealed class FunctionFixture : IAsyncDisposable
{
    private readonly Lazy<LambdaHandler> _handler;
    private readonly IHost _host;

    public FunctionFixture(
        Action<LambdaFunctionOptions>? options = null, Action<LambdaFunctionBuilder>? function = null,
        Action<HostApplicationBuilder>? configure = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton(Script);
        builder.Services.AddLocalBroker(broker => broker.BeExact());
        builder.Services.AddMessaging()
            .AddMessage<Order>("order.v1")
            .AddLambdaFunction("orders", added =>
            {
                added.Handle<Order, OrderHandler>();
                function?.Invoke(added);
                added.Configure(settings => options?.Invoke(settings));
            });
        configure?.Invoke(builder);
        _host = builder.Build();
        _handler = new Lazy<LambdaHandler>(() => LambdaHandler.Start(() => _host));
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public Script Script { get; } = new();

    public RecordedLog Log { get; } = new();

    public LocalBroker Broker => _host.Services.GetRequiredService<LocalBroker>();

    public IAmazonSQS Sqs => _host.Services.GetRequiredService<IAmazonSQS>();

    /// <summary>Calls the function and returns its answer.</summary>
    public async Task<string> InvokeAsync(string happened, CancellationToken cancellationToken = default)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(happened));
        await using var answer = await _handler.Value.HandleAsync(input, cancellationToken);
        using var reader = new StreamReader(answer);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <summary>Starts the host with an event of which nothing is left to do.</summary>
    public Task StartAsync() => InvokeAsync(Events.Queue("orders", Events.Record("first")));

    /// <summary>Waits until a handler has ended well.</summary>
    public Task UntilHandledAsync(string id) => Log.WhenAsync(1020, "e-" + id);

    public ValueTask DisposeAsync()
    {
        if (_handler.IsValueCreated)
        {
            return _handler.Value.DisposeAsync();
        }

        _host.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Keeps what was logged.</summary>
internal sealed class RecordedLog : ILoggerProvider, ILogger
{
    private readonly Lock _lock = new();
    private readonly List<(int Id, string Text, TaskCompletionSource Logged)> _awaited = [];

    public ConcurrentQueue<(LogLevel Level, int Id, string Text)> Entries { get; } = new();

    /// <summary>Waits until an event was logged with a text in its message.</summary>
    public Task WhenAsync(int id, string text)
    {
        lock (_lock)
        {
            if (Entries.Any(entry => entry.Id == id && entry.Text.Contains(text, StringComparison.Ordinal)))
            {
                return Task.CompletedTask;
            }

            var logged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((id, text, logged));
            return logged.Task;
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = formatter(state, exception);
        lock (_lock)
        {
            Entries.Enqueue((logLevel, eventId.Id, text));
            _awaited.FindAll(one => one.Id == eventId.Id && text.Contains(one.Text, StringComparison.Ordinal)).ForEach(one => one.Logged.TrySetResult());
        }
    }

    public void Dispose()
    {
    }
}
