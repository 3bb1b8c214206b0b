using System.Collections.Concurrent;

namespace Messaging.Local;

/// <summary>Counts the requests that a broker got, since AWS charges by the request.</summary>
/// <remarks>Requests that failed, by faults too, are counted; what a client tries again counts again.</remarks>
public sealed class LocalBrokerRequests
{
    private readonly ConcurrentDictionary<string, long> _requests = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _messages = new(StringComparer.Ordinal);
    private long _total;

    internal LocalBrokerRequests()
    {
    }

    /// <summary>Gets how many requests came, whatever they asked for.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>Gets the number of requests by action, such as <c>ReceiveMessage</c>.</summary>
    public IReadOnlyDictionary<string, long> ByAction =>
        new Dictionary<string, long>(_requests, StringComparer.Ordinal);

    /// <summary>Counts the requests of one action.</summary>
    /// <param name="action">The action, such as <c>SendMessageBatch</c>.</param>
    /// <returns>The number.</returns>
    public long Count(string action) => _requests.GetValueOrDefault(action);

    /// <summary>Counts the messages in the requests of one action that were understood.</summary>
    /// <param name="action">The action.</param>
    /// <returns>The entries of batches, the messages that receives answered, or 1 for each single message.</returns>
    public long Messages(string action) => _messages.GetValueOrDefault(action);

    internal void Clear()
    {
        Interlocked.Exchange(ref _total, 0);
        _requests.Clear();
        _messages.Clear();
    }

    internal void Add(string? action)
    {
        Interlocked.Increment(ref _total);
        if (action is not null)
        {
            _requests.AddOrUpdate(action, 1, static (_, count) => count + 1);
        }
    }

    internal void AddMessages(string action, int messages)
    {
        if (messages > 0)
        {
            _messages.AddOrUpdate(
                action, static (_, more) => more, static (_, count, more) => count + more, (long)messages);
        }
    }
}
