using System.Collections.Concurrent;

namespace Messaging.Benchmarks;

/// <summary>What handlers do, and what they have done.</summary>
internal sealed class BenchWork(int milliseconds = 0)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _handled;
    private int _running;
    private int _expected = int.MaxValue;

    public int Handled => Volatile.Read(ref _handled);

    public int Running => Volatile.Read(ref _running);

    /// <summary>Gets how many handlers were cancelled.</summary>
    public int CutOff { get; private set; }

    /// <summary>Gets how often each message was handled, where that is kept.</summary>
    public ConcurrentDictionary<int, int>? Times { get; init; }

    /// <summary>Gets how long each message took to its handler, where that is kept.</summary>
    public ConcurrentBag<TimeSpan>? Latencies { get; init; }

    public Task UntilAsync(int handled)
    {
        Volatile.Write(ref _expected, handled);
        if (Handled >= handled)
        {
            _done.TrySetResult();
        }

        return _done.Task;
    }

    public async Task DoAsync(BenchOrder order, CancellationToken cancellationToken)
    {
        Latencies?.Add(TimeProvider.System.GetElapsedTime(order.SentAt));
        if (milliseconds > 0)
        {
            Interlocked.Increment(ref _running);
            try
            {
                // Between 70 and 130 percent.
                var time = TimeSpan.FromMilliseconds(milliseconds * (0.7 + (0.6 * Random.Shared.NextDouble())));
                await Task.Delay(time, TimeProvider.System, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                CutOff++;
                throw;
            }
            finally
            {
                Interlocked.Decrement(ref _running);
            }
        }

        Times?.AddOrUpdate(order.Number, 1, static (_, times) => times + 1);
        if (Interlocked.Increment(ref _handled) >= Volatile.Read(ref _expected))
        {
            _done.TrySetResult();
        }
    }
}

/// <summary>Handles the benchmark's messages.</summary>
internal sealed class BenchHandler(BenchWork work) : IMessageHandler<BenchOrder>
{
    public Task HandleAsync(BenchOrder message, MessageContext context, CancellationToken cancellationToken) =>
        work.DoAsync(message, cancellationToken);
}
