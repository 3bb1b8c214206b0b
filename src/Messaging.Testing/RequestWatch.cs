using System.Text.Json;
using Messaging.Local;

namespace Messaging.Testing;

/// <summary>Counts the requests of consumers and publishers that wait in the broker: for a message, or for its clock.</summary>
/// <remarks>Only the broker knows this at every moment: an answer may be on its way long before it is here.</remarks>
internal sealed class RequestWatch(LocalBroker broker, ConsumerDirectory consumers) : DelegatingHandler(broker.Handler)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _receives = new(StringComparer.Ordinal);

    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return broker.CountDelayed() + _receives.Sum(each => Math.Min(each.Value, broker.CountPolls(each.Key)));
            }
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var queue = await FindQueueAsync(request, cancellationToken).ConfigureAwait(false);
        if (queue is null)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        Add(queue, 1);
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Add(queue, -1);
        }
    }

    private void Add(string queue, int change)
    {
        lock (_lock)
        {
            _receives[queue] = _receives.GetValueOrDefault(queue) + change;
        }
    }

    /// <summary>Finds the queue that a consumer receives from; null for every other request.</summary>
    private async Task<string?> FindQueueAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not { } content
            || !request.Headers.TryGetValues("X-Amz-Target", out var targets)
            || !targets.Any(target => target.EndsWith(".ReceiveMessage", StringComparison.Ordinal)))
        {
            return null;
        }

        await content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        using var json = JsonDocument.Parse(await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        var queue = json.RootElement.TryGetProperty("QueueUrl", out var url) && url.GetString() is { } text
            ? text[(text.LastIndexOf('/') + 1)..]
            : null;
        return queue is not null && consumers.ReceivesFrom(queue) ? queue : null;
    }
}
