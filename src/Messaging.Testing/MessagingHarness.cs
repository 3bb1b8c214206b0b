using Messaging.Local;
using Microsoft.Extensions.DependencyInjection;
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
    private readonly bool _ownsHost;
    private readonly AsyncServiceScope _scope;
    private readonly TimeSpan _safetyTimeout;
    private readonly AttemptRecorder _attempts;
    private readonly PublishLog _publishes;
    private readonly Stillness _stillness;
    private (int Attempts, long Receives) _settled;
    private bool _isDisposed;

    private MessagingHarness(IServiceProvider services, bool ownsHost)
    {
        (Services, _ownsHost) = (services, ownsHost);
        _host = Services.GetRequiredService<IHost>();
        _safetyTimeout = Services.GetRequiredService<MessagingHarnessOptions>().SafetyTimeout;
        Time = Services.GetRequiredService<VirtualTimeProvider>();
        Broker = Services.GetRequiredService<LocalBroker>();
        _attempts = Services.GetRequiredService<AttemptRecorder>();
        _publishes = Services.GetRequiredService<PublishLog>();
        _stillness = new Stillness(
            Services.GetRequiredService<TaskStarter>(), Services.GetRequiredService<HarnessBackend>(), _attempts, Time);

        // An application may have put a publisher of each scope around that of the library.
        _scope = Services.CreateAsyncScope();
        Publisher = _scope.ServiceProvider.GetRequiredService<IMessagePublisher>();
    }

    /// <summary>Gets the publisher of the application.</summary>
    public IMessagePublisher Publisher { get; }

    /// <summary>Gets the services of the application.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Gets the embedded broker: its queues, its ledger, and how to make it fail.</summary>
    public LocalBroker Broker { get; }

    /// <summary>Gets the clock of the application and of the broker.</summary>
    public VirtualTimeProvider Time { get; }

    /// <summary>Gets what was published and accepted, by the test and by the application.</summary>
    public IReadOnlyList<PublishedMessage> Published => _publishes.Published;

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
        var host = HarnessHost.Build(configureServices, options);
        try
        {
            await HarnessHost.StartAsync(host, options.SafetyTimeout).ConfigureAwait(false);
            var harness = new MessagingHarness(host.Services, ownsHost: true);
            await harness.UntilStillAsync(handlersMayWait: true).ConfigureAwait(false);
            return harness;
        }
        catch
        {
            await HarnessHost.DisposeAsync(host).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes the harness of an application that something else has started, as <c>WebApplicationFactory</c> does.</summary>
    /// <param name="services">
    /// The services of the application, to which
    /// <see cref="MessagingHarnessServiceCollectionExtensions.AddMessagingHarness"/> was the last to add something.
    /// </param>
    /// <returns>The harness. Dispose it before what has started the application: it stops it, and moves the clock meanwhile.</returns>
    /// <exception cref="InvalidOperationException">The services have no harness.</exception>
    /// <exception cref="MessagingHarnessException">A handler does not end.</exception>
    public static async Task<MessagingHarness> AttachAsync(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.GetService<MessagingHarnessOptions>() is null)
        {
            throw new InvalidOperationException(
                "The application has no harness. Call services.AddMessagingHarness() last among its registrations, with " +
                "WebApplicationFactory in ConfigureTestServices.");
        }

        var harness = new MessagingHarness(services, ownsHost: false);
        await harness.UntilStillAsync(handlersMayWait: true).ConfigureAwait(false);
        return harness;
    }

    /// <summary>Publishes a message as the application would.</summary>
    /// <typeparam name="TMessage">The type that the route is for.</typeparam>
    /// <param name="message">The message.</param>
    /// <param name="options">What else to say about it.</param>
    /// <returns>The message's id and where it went.</returns>
    /// <exception cref="MessagingHarnessException">The destination does not answer before the clock moves.</exception>
    public async Task<PublishReceipt> PublishAsync<TMessage>(TMessage message, PublishOptions? options = null)
        where TMessage : notnull
    {
        var publishing = Publisher.PublishAsync(message, options);
        if (await RealTime.EndsAsync(publishing, _safetyTimeout).ConfigureAwait(false))
        {
            return await publishing.ConfigureAwait(false);
        }

        throw Failure(
            $"The message '{typeof(TMessage).Name}' has not been accepted within {_safetyTimeout.TotalSeconds} seconds of real time. What was " +
            "refused for a while is sent again when the clock moves: call AdvanceAsync before you await the publish.");
    }

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

    /// <summary>Waits until a message of a type is done, without moving the clock to retries.</summary>
    /// <typeparam name="TMessage">The type, or <see cref="string"/> for text.</typeparam>
    /// <returns>The messages of the type that are done: one, or more.</returns>
    /// <exception cref="MessagingHarnessException">Nothing moves by itself any more, and there is none.</exception>
    public Task<IReadOnlyList<TMessage>> WaitForHandledAsync<TMessage>() => WaitForHandledAsync<TMessage>(1);

    /// <summary>Waits until messages of a type are done, without moving the clock to retries.</summary>
    /// <typeparam name="TMessage">The type, or <see cref="string"/> for text.</typeparam>
    /// <param name="count">How many, from the start of the harness on.</param>
    /// <returns>The messages: that many, or more.</returns>
    /// <exception cref="MessagingHarnessException">Nothing moves by itself any more, and there are fewer.</exception>
    public async Task<IReadOnlyList<TMessage>> WaitForHandledAsync<TMessage>(int count)
    {
        await WaitUntilIdleAsync().ConfigureAwait(false);
        var handled = HandledOf<TMessage>();
        return handled.Count >= count ? handled : throw Failure(
            $"{handled.Count} of {count} messages '{typeof(TMessage).Name}' are handled, and nothing more happens before the clock moves.");
    }

    /// <summary>Waits until a message of a type that fits is done, without moving the clock to retries.</summary>
    /// <typeparam name="TMessage">The type, or <see cref="string"/> for text.</typeparam>
    /// <param name="match">Says whether a message fits.</param>
    /// <returns>The first message that fits.</returns>
    /// <exception cref="MessagingHarnessException">Nothing moves by itself any more, and none fits.</exception>
    public async Task<TMessage> WaitForHandledAsync<TMessage>(Func<TMessage, bool> match)
    {
        ArgumentNullException.ThrowIfNull(match);
        await WaitUntilIdleAsync().ConfigureAwait(false);
        var handled = HandledOf<TMessage>();
        foreach (var message in handled.Where(match))
        {
            return message;
        }

        throw Failure(
            $"None of {handled.Count} handled messages '{typeof(TMessage).Name}' fits, and nothing more happens before the clock moves.");
    }

    /// <summary>Waits, in real time, for what the application does outside of handlers, such as in a background service.</summary>
    /// <param name="condition">Says whether it has happened. It is asked again and again, from any thread.</param>
    /// <returns>A task that ends when the condition holds.</returns>
    /// <exception cref="MessagingHarnessException">It does not hold within <see cref="MessagingHarnessOptions.SafetyTimeout"/>.</exception>
    public async Task WaitUntilAsync(Func<bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        if (!await RealTime.UntilAsync(condition, _safetyTimeout).ConfigureAwait(false))
        {
            throw Failure($"The condition does not hold after {_safetyTimeout.TotalSeconds} seconds of real time.");
        }
    }

    /// <summary>Stops the application. Handlers that still run may end; those that wait for the clock are given their time or cancelled.</summary>
    /// <returns>A task that ends when the application has stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        try
        {
            await HarnessHost.StopAsync(_host, MoveWhileStopping, _safetyTimeout).ConfigureAwait(false);
        }
        finally
        {
            await _scope.DisposeAsync().ConfigureAwait(false);
            if (_ownsHost)
            {
                await HarnessHost.DisposeAsync(_host).ConfigureAwait(false);
            }
        }
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

    /// <summary>Lets the next timer ring when nothing else moves.</summary>
    private void MoveWhileStopping()
    {
        if (_stillness.IsStill(handlersMayWait: true) && Time.NextDue is { } due)
        {
            Time.AdvanceTo(due);
        }
    }

    private async Task UntilStillAsync(bool handlersMayWait)
    {
        if (!await RealTime.UntilAsync(() => _stillness.IsStill(handlersMayWait), _safetyTimeout).ConfigureAwait(false))
        {
            throw Failure($"The application has not come to rest within {_safetyTimeout.TotalSeconds} seconds of real time.");
        }
    }

    private MessagingHarnessException Failure(string what) => new(
        $"{what}{Environment.NewLine}{HarnessReport.Describe(Services, _attempts, Time)}",
        _attempts.Ended.LastOrDefault(attempt => attempt.Exception is not null)?.Exception);
}
