using Messaging.Aws;
using Messaging.Local;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Messaging.Testing;

/// <summary>Runs an application's messaging in a test: its own registrations, the embedded broker, and a clock that the test moves.</summary>
/// <remarks>
/// Nothing waits for real time. Retries, delays and timeouts happen when the test calls <see cref="AdvanceAsync"/>. Handlers
/// see the clock when they use the injected <see cref="TimeProvider"/>. The broker is exact: it neither reorders nor repeats.
/// </remarks>
public sealed class MessagingHarness : IAsyncDisposable
{
    /// <summary>How long consumers collect what they will delete.</summary>
    private static readonly TimeSpan SettleDelay = TimeSpan.FromMilliseconds(200);

    private readonly IHost _host;
    private readonly TimeSpan _safetyTimeout;
    private readonly AttemptRecorder _attempts;
    private readonly RecordingPublisher _publisher;
    private readonly Stillness _stillness;
    private (int Attempts, long Receives) _settled;

    private MessagingHarness(IHost host, MessagingHarnessOptions options)
    {
        (_host, _safetyTimeout) = (host, options.SafetyTimeout);
        Time = Services.GetRequiredService<VirtualTimeProvider>();
        Broker = Services.GetRequiredService<LocalBroker>();
        _attempts = Services.GetRequiredService<AttemptRecorder>();
        _publisher = (RecordingPublisher)Services.GetRequiredService<IMessagePublisher>();
        _stillness = new Stillness(
            Services.GetRequiredService<TaskStarter>(), Services.GetRequiredService<HarnessBackend>(), _attempts, Time);
    }

    /// <summary>Gets the publisher of the application.</summary>
    public IMessagePublisher Publisher => _publisher;

    /// <summary>Gets the services of the application.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Gets the embedded broker: its queues, its ledger, and how to make it fail.</summary>
    public LocalBroker Broker { get; }

    /// <summary>Gets the clock of the application and of the broker.</summary>
    public VirtualTimeProvider Time { get; }

    /// <summary>Gets what was published and accepted, by the test and by the application.</summary>
    public IReadOnlyList<PublishedMessage> Published => _publisher.Published;

    /// <summary>Gets every time that a handler ended, in that order, whatever came of it.</summary>
    public IReadOnlyList<HandledAttempt> Attempts => _attempts.Ended;

    /// <summary>Gets the attempts after which the message was done.</summary>
    public IReadOnlyList<HandledAttempt> Handled => [.. Attempts.Where(attempt => attempt.Succeeded)];

    /// <summary>Gets the attempts that threw.</summary>
    public IReadOnlyList<HandledAttempt> Failed => [.. Attempts.Where(attempt => attempt.Exception is not null)];

    /// <summary>Starts the application.</summary>
    /// <param name="configureServices">The application's own registrations; the embedded broker and the clock are added to them.</param>
    /// <param name="configure">Changes how the harness begins; null for the defaults.</param>
    /// <returns>The harness. Dispose it to stop the application.</returns>
    /// <exception cref="MessagingConfigurationException">The registrations contradict each other.</exception>
    public static async Task<MessagingHarness> StartAsync(
        Action<IServiceCollection> configureServices, Action<MessagingHarnessOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configureServices);
        var options = new MessagingHarnessOptions();
        configure?.Invoke(options);
        var host = Build(configureServices, options);
        try
        {
            await host.StartAsync().ConfigureAwait(false);
            var harness = new MessagingHarness(host, options);
            await harness.UntilStillAsync(handlersMayWait: true).ConfigureAwait(false);
            return harness;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>Publishes a message as the application would.</summary>
    /// <typeparam name="TMessage">The type that the route is for.</typeparam>
    /// <param name="message">The message.</param>
    /// <param name="options">What else to say about it.</param>
    /// <returns>The message's id and where it went.</returns>
    public Task<PublishReceipt> PublishAsync<TMessage>(TMessage message, PublishOptions? options = null)
        where TMessage : notnull =>
        Publisher.PublishAsync(message, options);

    /// <summary>Gets the published messages of a type.</summary>
    /// <typeparam name="TMessage">The type.</typeparam>
    /// <returns>The messages, in the order in which they were accepted.</returns>
    public IReadOnlyList<TMessage> PublishedOf<TMessage>() => [.. Published.Select(item => item.Message).OfType<TMessage>()];

    /// <summary>Gets the messages of a type that are done.</summary>
    /// <typeparam name="TMessage">The type, or <see cref="string"/> for text.</typeparam>
    /// <returns>The messages, in the order in which their handlers ended.</returns>
    public IReadOnlyList<TMessage> HandledOf<TMessage>() => [.. Handled.Select(attempt => attempt.Message).OfType<TMessage>()];

    /// <summary>Gets what is in a dead-letter queue.</summary>
    /// <param name="queue">The name of the queue.</param>
    /// <returns>The messages, oldest first.</returns>
    /// <exception cref="ArgumentException">There is no such queue.</exception>
    public IReadOnlyList<DeadLetter> DeadLettered(string queue) =>
        [.. Broker.Peek(queue).Select(stored => new DeadLetter(stored))];

    /// <summary>Waits until no handler runs, and nothing can happen before the clock moves further.</summary>
    /// <returns>A task that ends then. Messages may still be hidden until a retry or a delay is due.</returns>
    /// <remarks>
    /// Consumers collect for 200 ms what they delete. So that it is deleted, the clock moves on by that much where something
    /// was received or handled.
    /// </remarks>
    /// <exception cref="MessagingHarnessException">A handler does not end.</exception>
    public async Task WaitUntilIdleAsync()
    {
        await UntilStillAsync(handlersMayWait: false).ConfigureAwait(false);
        for (var seen = Seen(); seen != _settled; seen = Seen())
        {
            await MoveAsync(SettleDelay, handlersMayWait: false).ConfigureAwait(false);
            _settled = seen;
        }
    }

    /// <summary>Moves the clock by exactly that much, from timer to timer, and waits after each until nothing moves by itself.</summary>
    /// <param name="time">How far.</param>
    /// <returns>A task that ends when the clock has arrived.</returns>
    /// <remarks>
    /// A handler that has set a timer counts as waiting for it. Call <see cref="WaitUntilIdleAsync"/> afterwards where the
    /// last messages must have been deleted too.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative.</exception>
    /// <exception cref="MessagingHarnessException">A handler does not end and waits for no timer.</exception>
    public async Task AdvanceAsync(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        await UntilStillAsync(handlersMayWait: true).ConfigureAwait(false);
        await MoveAsync(time, handlersMayWait: true).ConfigureAwait(false);
    }

    /// <summary>Waits until messages of a type are done, without moving the clock to retries.</summary>
    /// <typeparam name="TMessage">The type, or <see cref="string"/> for text.</typeparam>
    /// <param name="count">How many, from the start of the harness on.</param>
    /// <returns>The messages: that many, or more.</returns>
    /// <exception cref="MessagingHarnessException">Nothing moves by itself any more, and there are fewer.</exception>
    public async Task<IReadOnlyList<TMessage>> WaitForHandledAsync<TMessage>(int count = 1)
    {
        await WaitUntilIdleAsync().ConfigureAwait(false);
        var handled = HandledOf<TMessage>();
        return handled.Count >= count ? handled : throw Failure(
            $"{handled.Count} of {count} messages '{typeof(TMessage).Name}' are handled, and nothing more happens before the clock moves.");
    }

    /// <summary>Stops the application. Handlers that still run may end; those that wait for the clock are given their time or cancelled.</summary>
    /// <returns>A task that ends when the application has stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        var stopping = _host.StopAsync();
        await UntilAsync(() => stopping.IsCompleted || MoveWhileStopping()).ConfigureAwait(false);
        try
        {
            await stopping.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // A handler ignores its cancellation. It must not hide why the test failed.
        }

        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync().ConfigureAwait(false);
        }

        _host.Dispose();
    }

    private static IHost Build(Action<IServiceCollection> configureServices, MessagingHarnessOptions options)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(options.Configuration);
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateScopes = true }));
        var services = builder.Services;
        services.AddLocalBroker(broker => broker.BeExact());
        configureServices(services);
        services.AddMessaging();

        // Idleness is read from the ledger.
        services.AddLocalBroker(broker => broker.KeepLedger = true);
        var time = new VirtualTimeProvider(options.StartTime);
        services.RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(time).AddSingleton(time);
        services.AddSingleton<HarnessBackend>();
        services.AddSingleton<IAwsBackend>(provider => provider.GetRequiredService<HarnessBackend>());
        services.AddSingleton<AttemptRecorder>();
        MessagingRegistrations.Of(services).Middleware.Factories.Insert(0, provider => provider.GetRequiredService<AttemptRecorder>());
        services.AddSingleton<Publisher>();
        services.RemoveAll<IMessagePublisher>().AddSingleton<IMessagePublisher>(
            provider => new RecordingPublisher(provider.GetRequiredService<Publisher>()));
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.SafetyTimeout);
        return builder.Build();
    }

    private (int Attempts, long Receives) Seen() => (_attempts.Ended.Length, Broker.Requests.Messages("ReceiveMessage"));

    private async Task MoveAsync(TimeSpan time, bool handlersMayWait)
    {
        var target = Time.GetUtcNow() + time;
        while (Time.NextDue is { } due && due <= target)
        {
            Time.AdvanceTo(due);
            await UntilStillAsync(handlersMayWait).ConfigureAwait(false);
        }

        Time.AdvanceTo(target);
    }

    /// <summary>Lets the next timer ring when nothing else moves, and returns false.</summary>
    private bool MoveWhileStopping()
    {
        if (_stillness.IsStill(handlersMayWait: true) && Time.NextDue is { } due)
        {
            Time.AdvanceTo(due);
        }

        return false;
    }

    private async Task UntilStillAsync(bool handlersMayWait)
    {
        if (!await UntilAsync(() => _stillness.IsStill(handlersMayWait)).ConfigureAwait(false))
        {
            throw Failure($"The application has not come to rest within {_safetyTimeout.TotalSeconds} seconds of real time.");
        }
    }

    private async Task<bool> UntilAsync(Func<bool> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var turn = 0; !condition(); turn++)
        {
            if (TimeProvider.System.GetElapsedTime(start) > _safetyTimeout)
            {
                return false;
            }

            // Gives way to the work that is awaited; how long that takes decides nothing.
            if (turn < 50)
            {
                await Task.Yield();
            }
            else
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System).ConfigureAwait(false);
            }
        }

        return true;
    }

    private MessagingHarnessException Failure(string what) =>
        new($"{what}{Environment.NewLine}{HarnessReport.Describe(Broker, _attempts, Time)}");
}
