using System.Collections.Concurrent;

namespace Messaging.Local;

/// <summary>Counts the requests that a broker got, since AWS charges by the request.</summary>
/// <remarks>
/// Requests that failed, by faults too, are counted; what a client tries again counts again. An action is named alone,
/// such as <c>TagResource</c>, for all services that have it, or as <c>sns.TagResource</c> for one: <c>sqs</c>,
/// <c>sns</c> and <c>events</c> are the services.
/// </remarks>
public sealed class LocalBrokerRequests
{
    private readonly ConcurrentDictionary<Operation, RequestCount> _counts = [];
    private long _total;

    internal LocalBrokerRequests()
    {
    }

    /// <summary>Gets how many requests came, whatever they asked for.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>Gets the number of requests by action, such as <c>ReceiveMessage</c>, of all services together.</summary>
    public IReadOnlyDictionary<string, long> ByAction => _counts.Values
        .GroupBy(count => count.Action, StringComparer.Ordinal)
        .ToDictionary(same => same.Key, same => same.Sum(count => count.Requests), StringComparer.Ordinal);

    /// <summary>Counts the requests of one action.</summary>
    /// <param name="action">The action, such as <c>SendMessageBatch</c> or <c>sns.TagResource</c>.</param>
    /// <returns>The number.</returns>
    public long Count(string action) =>
        _counts.Values.Where(count => count.IsMeantBy(action)).Sum(count => count.Requests);

    /// <summary>Counts the messages in the requests of one action that were understood.</summary>
    /// <param name="action">The action.</param>
    /// <returns>The entries of batches, the messages that receives answered, or 1 for each single message.</returns>
    public long Messages(string action) =>
        _counts.Values.Where(count => count.IsMeantBy(action)).Sum(count => count.Messages);

    internal void Clear()
    {
        Interlocked.Exchange(ref _total, 0);
        _counts.Clear();
    }

    /// <summary>Counts a request; returns where its messages are counted, or null when there is no such action.</summary>
    internal RequestCount? Add(Exchange exchange)
    {
        Interlocked.Increment(ref _total);
        if (exchange.Operation is not { } operation)
        {
            return null;
        }

        var count = _counts.GetOrAdd(
            operation, static (key, service) => new RequestCount(service.Name, key.Name), exchange.Service);
        count.AddRequest();
        return count;
    }
}
