using System.Collections.Concurrent;

namespace Messaging.Local;

/// <summary>Stands in for AWS Lambda: functions that queues, topics and rules of the broker invoke.</summary>
/// <remarks>It is safe to use from many threads.</remarks>
public sealed class LocalFunctions
{
    private const int LongestName = 64;

    private readonly ConcurrentDictionary<string, LocalFunction> _functions = new(StringComparer.Ordinal);
    private readonly string _account;
    private readonly string _region;
    private readonly TimeProvider _time;

    internal LocalFunctions(string account, string region, TimeProvider time) => (_account, _region, _time) = (account, region, time);

    /// <summary>Adds a function of this process; one of the same name is replaced.</summary>
    /// <param name="name">The name: 1 to 64 letters, digits, hyphens and underscores.</param>
    /// <param name="function">
    /// What is called, with the event as JSON. It returns the answer as JSON, or null for none. It fails by throwing.
    /// Calls may overlap.
    /// </param>
    /// <param name="options">How it is run; null for the defaults. They are copied.</param>
    /// <returns>The ARN to map, to subscribe or to target: <c>arn:aws:lambda:{region}:{account}:function:{name}</c>.</returns>
    /// <exception cref="ArgumentException">Thrown when the name is not one that Lambda would take, or an option makes no sense.</exception>
    public string Add(
        string name, Func<string, CancellationToken, Task<string?>> function, LocalFunctionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Put(ArnOf(name), new DelegateFunction(function, Copy(options), _time));
    }

    /// <summary>Adds a function that runs in processes of its own, which ask the broker for invocations by the Runtime API.</summary>
    /// <param name="name">The name: 1 to 64 letters, digits, hyphens and underscores.</param>
    /// <param name="options">How it is run; null for the defaults. They are copied.</param>
    /// <returns>The ARN to map, to subscribe or to target.</returns>
    /// <remarks>
    /// Its processes have <c>AWS_LAMBDA_RUNTIME_API={host}:{port}/functions/{name}</c>, where the broker is served; clients in
    /// this process reach it by <see cref="LocalBroker.Handler"/>. Each takes one invocation at a time. Events of queues are
    /// received when a process waits for one. A function that is not there is added when a process first asks for it.
    /// </remarks>
    /// <exception cref="ArgumentException">Thrown when the name is not one that Lambda would take, or an option makes no sense.</exception>
    public string AddRuntime(string name, LocalFunctionOptions? options = null)
    {
        var arn = ArnOf(name);
        return Put(arn, new RuntimeFunction(arn, Copy(options), _time));
    }

    /// <summary>Removes a function.</summary>
    /// <param name="name">The name.</param>
    /// <returns>True when it was there.</returns>
    public bool Remove(string name)
    {
        if (!_functions.TryRemove($"arn:aws:lambda:{_region}:{_account}:function:{name}", out var function))
        {
            return false;
        }

        function.Retire();
        return true;
    }

    /// <summary>Invokes a function and waits for its answer.</summary>
    /// <param name="name">The name or the ARN.</param>
    /// <param name="event">The event as JSON.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The answer as JSON, or null for none.</returns>
    /// <exception cref="ArgumentException">Thrown when there is no such function.</exception>
    /// <exception cref="LocalFunctionException">Thrown when the function failed, or took too long.</exception>
    public Task<string?> InvokeAsync(string name, string @event, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(@event);
        return Find(IsArn(name) ? name : ArnOf(name)) is { } function
            ? function.InvokeAsync(@event, cancellationToken)
            : throw new ArgumentException($"The broker has no function '{name}'. Add it with Add or AddRuntime.", nameof(name));
    }

    /// <exception cref="ArgumentException">The name is not one that Lambda would take.</exception>
    internal string ArnOf(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name.Length <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? $"arn:aws:lambda:{_region}:{_account}:function:{name}"
            : throw new ArgumentException(
                $"'{name}' is not a name of a function: it takes 1 to 64 letters, digits, hyphens and underscores.", nameof(name));
    }

    /// <summary>Finds what processes of a function ask, and adds it where there is none; null where a delegate has the name.</summary>
    internal RuntimeFunction? FindRuntime(string name)
    {
        var arn = ArnOf(name);
        return GetOrAdd(arn) as RuntimeFunction;
    }

    /// <summary>Finds a function. Where there is none, one is added whose process is still to come.</summary>
    internal LocalFunction GetOrAdd(string arn) => Find(arn)
        ?? _functions.GetOrAdd(Unqualified(arn), key => new RuntimeFunction(key, new LocalFunctionOptions(), _time));

    /// <summary>Finds what an ARN calls, or null. A version or an alias may follow the name; none is told from another.</summary>
    internal LocalFunction? Find(string arn)
    {
        if (_functions.TryGetValue(arn, out var function))
        {
            return function;
        }

        var colon = arn.LastIndexOf(':');
        return colon < 0 ? null : _functions.GetValueOrDefault(arn[..colon]);
    }

    internal void Clear()
    {
        foreach (var (arn, _) in _functions)
        {
            if (_functions.TryRemove(arn, out var function))
            {
                function.Retire();
            }
        }
    }

    // A version or an alias is the eighth part.
    private static string Unqualified(string arn) => string.Join(':', arn.Split(':').Take(7));

    private static bool IsArn(string name) => name.StartsWith("arn:", StringComparison.Ordinal);

    private static LocalFunctionOptions Copy(LocalFunctionOptions? options) => (options ?? new LocalFunctionOptions()).CheckedCopy();

    private string Put(string arn, LocalFunction function)
    {
        _functions.TryGetValue(arn, out var before);
        _functions[arn] = function;
        before?.Retire();
        return arn;
    }
}
