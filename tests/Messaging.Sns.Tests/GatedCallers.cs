using Messaging.Aws;
using Messaging.Local;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Testing;

/// <summary>Callers that publish one message after the other, and a broker that answers only when each of them waits for an answer.</summary>
/// <remarks>So the number of requests does not depend on how fast anybody is. Only answers move the clock.</remarks>
internal sealed class GatedCallers : IAwsBackend, IDisposable
{
    private readonly Lock _lock = new();
    private readonly GateHandler _gate;
    private readonly FakeTimeProvider _time = new();
    private readonly Queue<TaskCompletionSource> _requests = new();
    private bool _isAnswering;
    private int _accepted;
    private int _owed;
    private int _active;
    private int _waiting;

    public GatedCallers() => _gate = new GateHandler(this);

    /// <summary>The queue that every message reaches.</summary>
    public const string Queue = "all";

    public LocalBroker Broker { get; } = new(LocalBrokerOptions.Exact());

    public string Region => Broker.Region;

    public Uri Endpoint => Broker.Endpoint;

    public HttpMessageHandler Handler => _gate;

    /// <summary>Publishes with so many callers at once until all messages are accepted.</summary>
    public async Task PublishAsync(int callers, int messages, Action<MessagingBuilder> configure, Func<IMessagePublisher, int, Task> publish)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IAwsBackend>(this);
        services.AddSingleton<TimeProvider>(_time);
        configure(services.AddMessaging());
        await using var provider = services.BuildServiceProvider();
        await provider.GetServices<IHostedPart>().OfType<ProvisioningPart>().Single().PrepareAsync(default);
        var publisher = provider.GetRequiredService<IMessagePublisher>();
        var next = 0;
        _active = callers;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (var number = Interlocked.Increment(ref next); number <= messages; number = Interlocked.Increment(ref next))
            {
                var accepted = publish(publisher, number);
                Change(waiting: 1, active: 0);
                await accepted;
                Change(waiting: -1, active: 0);
            }

            Change(waiting: 0, active: -1);
        })));
    }

    public void Dispose()
    {
        _gate.Dispose();
        Broker.Dispose();
    }

    private void Change(int waiting, int active)
    {
        lock (_lock)
        {
            _waiting += waiting;
            _active += active;

            _owed -= waiting < 0 ? 1 : 0;
        }

        AnswerNext();
    }

    private Task WaitForAll()
    {
        var request = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_active == 0)
            {
                return Task.CompletedTask;
            }

            _requests.Enqueue(request);
        }

        AnswerNext();
        return request.Task;
    }

    private void AnswerNext()
    {
        TaskCompletionSource? request;
        lock (_lock)
        {
            if (_waiting < _active || _isAnswering || _owed > 0 || !_requests.TryDequeue(out request))
            {
                return;
            }

            _isAnswering = true;
        }

        // Every answer takes its time, so that a round trip is more than nothing.
        _time.Advance(TimeSpan.FromMilliseconds(1));
        request.SetResult();
    }

    /// <summary>Notes how many callers an answer sends back: the next answer is not before they wait again.</summary>
    private void Answered()
    {
        lock (_lock)
        {
            var total = Broker.FindQueue(Queue)?.Total ?? 0;
            _owed += total - _accepted;
            _accepted = total;
            _isAnswering = false;
        }
    }

    private sealed class GateHandler(GatedCallers callers) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _inner = new(callers.Broker.Handler, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await callers.WaitForAll();
            var response = await _inner.SendAsync(request, cancellationToken);
            callers.Answered();
            return response;
        }

        protected override void Dispose(bool disposing)
        {
            _inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
