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
        _handler = new Lazy<LambdaHandler>(() => LambdaHandler.Start(_host));
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
    public async Task UntilHandledAsync(string id)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        while (!Log.Entries.Any(entry => entry.Id == 1020 && entry.Text.Contains("e-" + id, StringComparison.Ordinal)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }
    }

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
    public ConcurrentQueue<(LogLevel Level, int Id, string Text)> Entries { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Entries.Enqueue((logLevel, eventId.Id, formatter(state, exception)));

    public void Dispose()
    {
    }
}
