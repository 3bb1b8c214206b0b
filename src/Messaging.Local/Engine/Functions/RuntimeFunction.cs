namespace Messaging.Local;

/// <summary>A function that runs in processes of its own, which ask for invocations by the Runtime API and answer them.</summary>
/// <remarks>Each process that waits takes one invocation at a time, as each environment does on AWS.</remarks>
internal sealed class RuntimeFunction(string arn, LocalFunctionOptions options, TimeProvider time) : LocalFunction(options)
{
    // What AWS gives a function that has no other.
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly LinkedList<RuntimeCall> _pending = new();
    private readonly LinkedList<TaskCompletionSource<RuntimeCall>> _processes = new();
    private readonly Dictionary<string, RuntimeCall> _underWay = new(StringComparer.Ordinal);
    private readonly List<TaskCompletionSource<bool>> _whenReady = [];
    private bool _isRetired;

    public string Arn => arn;

    public TimeSpan Limit => Options.Timeout ?? DefaultTimeout;

    public override Task<bool> WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_isRetired || _processes.Count > 0)
            {
                return Task.FromResult(!_isRetired);
            }

            var ready = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _whenReady.Add(ready);
            return ready.Task.WaitAsync(cancellationToken);
        }
    }

    public override async Task<string?> InvokeAsync(string @event, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var call = new RuntimeCall(@event);
        await using var limit = time.CreateTimer(_ => GiveUp(call), null, patience, Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        lock (_gate)
        {
            Offer(call);
        }

        try
        {
            return await call.Answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _pending.Remove(call);
                _underWay.Remove(call.RequestId);
            }
        }
    }

    private LocalFunctionException Gone => new("ResourceNotFoundException", $"Function {arn} was removed or replaced.");

    /// <summary>Waits for the next invocation, for a process that asks for one.</summary>
    /// <exception cref="LocalFunctionException">The function was removed or replaced.</exception>
    public async Task<RuntimeCall> NextAsync(CancellationToken cancellationToken)
    {
        var process = new TaskCompletionSource<RuntimeCall>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_isRetired)
            {
                throw Gone;
            }

            if (_pending.First is { } waiting)
            {
                _pending.Remove(waiting);
                Begin(waiting.Value);
                return waiting.Value;
            }

            _processes.AddLast(process);
            SayReady(true);
        }

        await using var gone = cancellationToken.Register(() => process.TrySetCanceled(cancellationToken)).ConfigureAwait(false);
        try
        {
            return await process.Task.ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _processes.Remove(process);
            }
        }
    }

    /// <summary>Takes the answer of a process; false when no such invocation is under way.</summary>
    public bool Respond(string requestId, string answer) => End(requestId, call => call.Complete(answer));

    /// <summary>Takes the error of a process; false when no such invocation is under way.</summary>
    public bool Fail(string requestId, LocalFunctionException reason) => End(requestId, call => call.Fail(reason));

    /// <summary>Fails what waits for a process, because one could not start.</summary>
    public void FailStart(LocalFunctionException reason)
    {
        lock (_gate)
        {
            foreach (var call in _pending)
            {
                call.Fail(reason);
            }

            _pending.Clear();
        }
    }

    public override void Retire()
    {
        lock (_gate)
        {
            _isRetired = true;
            SayReady(false);
            foreach (var process in _processes)
            {
                process.TrySetException(Gone);
            }
        }

        FailStart(Gone);
    }

    /// <summary>Hands an invocation to a process that waits, or keeps it for the next one that asks.</summary>
    private void Offer(RuntimeCall call)
    {
        while (_processes.First is { } process)
        {
            _processes.Remove(process);
            Begin(call);
            if (process.Value.TrySetResult(call))
            {
                return;
            }

            // That process has gone in this moment.
            call.Dispose();
            _underWay.Remove(call.RequestId);
        }

        _pending.AddLast(call);
    }

    private void GiveUp(RuntimeCall call)
    {
        lock (_gate)
        {
            if (_pending.Remove(call))
            {
                call.Fail(new LocalFunctionException("TooManyRequestsException", "No process of the function asked for an invocation in time."));
            }
        }
    }

    private void Begin(RuntimeCall call)
    {
        _underWay.Add(call.RequestId, call);
        call.Begin(
            time.GetUtcNow() + Limit,
            time.CreateTimer(_ => Fail(call.RequestId, LocalFunctionException.TimedOut(Limit)), null, Limit, Timeout.InfiniteTimeSpan));
    }

    private bool End(string requestId, Action<RuntimeCall> end)
    {
        lock (_gate)
        {
            if (!_underWay.TryGetValue(requestId, out var call))
            {
                return false;
            }

            _underWay.Remove(requestId);
            end(call);
            return true;
        }
    }

    private void SayReady(bool isReady)
    {
        _whenReady.ForEach(waiting => waiting.TrySetResult(isReady));
        _whenReady.Clear();
    }
}
