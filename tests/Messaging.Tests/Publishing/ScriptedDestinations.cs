using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Messaging;

/// <summary>Destinations whose answers a test decides, and a publisher that is routed to them.</summary>
internal sealed class ScriptedDestinations : IDestinationFactory, IDisposable
{
    private readonly Dictionary<string, ScriptedSender> _senders = new(StringComparer.Ordinal);
    private readonly ServiceCollection _services = new();
    private readonly MessagingBuilder _builder;
    private ServiceProvider? _provider;

    public ScriptedDestinations(BatchingOptions? options = null)
    {
        _services.AddLogging();
        _services.AddSingleton<TimeProvider>(Time);
        _builder = _services.AddMessaging();
        _builder.AddMessage<OrderPlaced>(Orders.Name);
        _services.AddSingleton<IDestinationFactory>(this);
        _services.AddSingleton(options ?? new BatchingOptions());
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));

    public string Kind => "queue";

    public IMessagePublisher Publisher => Services.GetRequiredService<IMessagePublisher>();

    /// <summary>Gets what starts and stops with the application.</summary>
    public IHostedLifecycleService Host => (IHostedLifecycleService)Services.GetRequiredService<IHostedService>();

    /// <summary>Gets a task that ends when no request is under way.</summary>
    public Task Answered => Services.GetRequiredService<TaskStarter>().WhenAllEnded();

    private ServiceProvider Services => _provider ??= _services.BuildServiceProvider();

    /// <summary>Routes orders to one more destination.</summary>
    public ScriptedSender Route(string name, bool isFifo = false, Action<RouteBuilder<OrderPlaced>>? configure = null) =>
        Route<OrderPlaced>(name, isFifo, configure);

    /// <summary>Routes messages of a type to one more destination.</summary>
    public ScriptedSender Route<TMessage>(string name, bool isFifo = false, Action<RouteBuilder<TMessage>>? configure = null)
        where TMessage : notnull
    {
        var route = new RouteBuilder<TMessage>();
        configure?.Invoke(route);
        _builder.Registrations.Use<TMessage>();
        _builder.Registrations.Add(route.Build(Kind, name));
        return _senders[name] = new ScriptedSender(isFifo);
    }

    public OpenDestination Open(string name) => new(
        name, "test",
        new DestinationLimits { MaxMessageBytes = 1_000, MaxBatchBytes = 1_000, IsFifo = _senders[name].IsFifo, TakesDelay = _senders[name].TakesDelay },
        _senders[name]);

    public void Dispose() => _provider?.Dispose();
}

/// <summary>Keeps what was sent. Answers come from a script, at once or when the gate opens.</summary>
internal sealed class ScriptedSender(bool isFifo) : IBatchSender
{
    private readonly Lock _lock = new();
    private readonly List<OutgoingMessage> _sent = [];

    public bool IsFifo { get; } = isFifo;

    public bool TakesDelay { get; set; } = !isFifo;

    public Func<OutgoingMessage, SendAnswer> Script { get; set; } =
        message => new SendAnswer("service-" + message.MessageId, null, null);

    public Task Gate { get; set; } = Task.CompletedTask;

    public IReadOnlyList<OutgoingMessage> Sent
    {
        get
        {
            lock (_lock)
            {
                return [.. _sent];
            }
        }
    }

    public async Task<IReadOnlyList<SendAnswer>> SendAsync(
        IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _sent.AddRange(messages);
        }

        await Gate;
        return [.. messages.Select(Script)];
    }
}
