using System.Threading.Channels;

namespace Messaging.Local.Tests;

/// <summary>A queue, a function that a test answers for, and the mapping between them, in fake time.</summary>
internal sealed class MappingFixture : IDisposable
{
    private readonly Channel<Invocation> _invocations = Channel.CreateUnbounded<Invocation>();
    private readonly Channel<int> _settled = Channel.CreateUnbounded<int>();

    // So that a test which waits for what never comes says where; no measure of anything.
    private static readonly TimeSpan HangsAfter = TimeSpan.FromMinutes(2);

    public BrokerFixture Broker { get; } = new();

    public string Queue { get; private set; } = string.Empty;

    /// <summary>Creates <c>orders</c> with dead letters after three receives, and lets it invoke <c>handler</c>.</summary>
    public async Task StartAsync(LocalMappingOptions? options = null, bool fifo = false)
    {
        (Queue, _) = await Broker.CreateWithDeadLettersAsync(maxReceives: 3, fifo);
        Broker.Broker.Functions.Add("handler", (json, _) =>
        {
            var invocation = new Invocation(json);
            _invocations.Writer.TryWrite(invocation);
            return invocation.Answer.Task;
        });
        Broker.Broker.Mappings
            .AddMapping(fifo ? "orders.fifo" : "orders", "handler", options ?? new LocalMappingOptions { ReportBatchItemFailures = true })
            .Settled = acknowledged => _settled.Writer.TryWrite(acknowledged);
    }

    public async Task<string[]> SendAsync(params string[] bodies)
    {
        var ids = new List<string>();
        foreach (var body in bodies)
        {
            ids.Add((await Broker.SendAsync(Queue, body, Queue.EndsWith(".fifo", StringComparison.Ordinal) ? body[..1] : null)).MessageId);
        }

        return [.. ids];
    }

    /// <summary>Waits for the next invocation.</summary>
    public Task<Invocation> NextAsync() => _invocations.Reader.ReadAsync().AsTask().WaitAsync(HangsAfter, TimeProvider.System);

    public bool HasInvocation => _invocations.Reader.Count > 0;

    /// <summary>Answers an invocation and waits until the mapping has done with the answer; returns how many it acknowledged.</summary>
    public Task<int> AnswerAsync(Invocation invocation, string? answer)
    {
        invocation.Answer.SetResult(answer);
        return NextSettledAsync();
    }

    public Task<int> FailAsync(Invocation invocation)
    {
        invocation.Answer.SetException(new InvalidOperationException("no"));
        return NextSettledAsync();
    }

    public Task<int> NextSettledAsync() => _settled.Reader.ReadAsync().AsTask().WaitAsync(HangsAfter, TimeProvider.System);

    /// <summary>Waits for what other threads bring about; the clock stands still meanwhile.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Yield();
        }
    }

    public int Left(string queue = "orders") => Broker.Broker.FindQueue(queue)!.Total;

    public void Dispose() => Broker.Dispose();
}
