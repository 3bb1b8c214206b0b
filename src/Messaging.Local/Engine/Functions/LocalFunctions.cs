using System.Collections.Concurrent;

namespace Messaging.Local;

/// <summary>Stands in for AWS Lambda: functions of this process that topics and rules of the broker call.</summary>
/// <remarks>It is safe to use from many threads.</remarks>
public sealed class LocalFunctions
{
    private readonly ConcurrentDictionary<string, Func<string, CancellationToken, Task<string?>>> _functions =
        new(StringComparer.Ordinal);

    private readonly string _account;
    private readonly string _region;

    internal LocalFunctions(string account, string region)
    {
        _account = account;
        _region = region;
    }

    /// <summary>Adds a function; one of the same name is replaced.</summary>
    /// <param name="name">The name: 1 to 64 letters, digits, hyphens and underscores.</param>
    /// <param name="function">
    /// What is called, with the event as JSON. It returns the answer as JSON, or null for none. It fails by throwing.
    /// Calls may overlap.
    /// </param>
    /// <returns>The ARN to subscribe or to target: <c>arn:aws:lambda:{region}:{account}:function:{name}</c>.</returns>
    /// <exception cref="ArgumentException">Thrown when the name is not one that Lambda would take.</exception>
    public string Add(string name, Func<string, CancellationToken, Task<string?>> function)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(function);
        if (name.Length > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw new ArgumentException(
                $"'{name}' is not a name of a function: it takes 1 to 64 letters, digits, hyphens and underscores.",
                nameof(name));
        }

        var arn = $"arn:aws:lambda:{_region}:{_account}:function:{name}";
        _functions[arn] = function;
        return arn;
    }

    /// <summary>Removes a function.</summary>
    /// <param name="name">The name.</param>
    /// <returns>True when it was there.</returns>
    public bool Remove(string name) => _functions.TryRemove($"arn:aws:lambda:{_region}:{_account}:function:{name}", out _);

    internal void Clear() => _functions.Clear();

    /// <summary>Calls a function, away from the caller's lock, and says how that ended.</summary>
    internal async Task<DeliveryOutcome> InvokeAsync(string arn, string @event, CancellationToken cancellationToken)
    {
        if (Find(arn) is not { } function)
        {
            return DeliveryOutcome.Refused("NO_RESOURCE", $"There is no function {arn}.");
        }

        await Afterwards.Come().ConfigureAwait(false);
        await function(@event, cancellationToken).ConfigureAwait(false);
        return DeliveryOutcome.Delivered;
    }

    /// <summary>Finds what an ARN calls, or null. A version or an alias may follow the name; none is told from another.</summary>
    private Func<string, CancellationToken, Task<string?>>? Find(string arn)
    {
        if (_functions.TryGetValue(arn, out var function))
        {
            return function;
        }

        var colon = arn.LastIndexOf(':');
        return colon < 0 ? null : _functions.GetValueOrDefault(arn[..colon]);
    }
}
