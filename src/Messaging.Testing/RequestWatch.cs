using System.Text.Json;
using Messaging.Local;

namespace Messaging.Testing;

/// <summary>Counts the requests that the broker has not answered at once.</summary>
/// <remarks>
/// The broker works without pause: what it does not answer at once waits for a message or for time. A receive that has
/// been given messages but has not brought them home shows in the ledger, which counts them first.
/// </remarks>
internal sealed class RequestWatch(LocalBroker broker, TimeProvider time) : DelegatingHandler(broker.Handler)
{
    private readonly Lock _lock = new();
    private readonly List<Poll> _polls = [];
    private long _broughtHome;

    public int? Waiting
    {
        get
        {
            lock (_lock)
            {
                if (ReceivedInLedger() > _broughtHome)
                {
                    return null;
                }

                // A receive whose time is over, or whose queue is gone, has been answered: the answer may still be on its way.
                var now = time.GetUtcNow();
                return _polls.Count(poll => poll.Deadline > now && (poll.Queue is null || Exists(poll.Queue)));
            }
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Read here, it is read at once there.
        var poll = await ReadAsync(request, cancellationToken).ConfigureAwait(false);

        var answer = base.SendAsync(request, cancellationToken);
        var waits = !answer.IsCompleted;
        if (waits)
        {
            lock (_lock)
            {
                _polls.Add(poll);
            }
        }

        var messages = -1;
        try
        {
            var response = await answer.ConfigureAwait(false);
            messages = IsReceive(request) ? await CountMessagesAsync(response).ConfigureAwait(false) : 0;
            return response;
        }
        finally
        {
            lock (_lock)
            {
                if (waits)
                {
                    _polls.Remove(poll);
                }

                _broughtHome = messages < 0 && IsReceive(request) ? ReceivedInLedger() : _broughtHome + Math.Max(messages, 0);
            }
        }
    }

    private static bool IsReceive(HttpRequestMessage request) =>
        request.Headers.TryGetValues("X-Amz-Target", out var targets)
        && targets.Any(target => target.EndsWith(".ReceiveMessage", StringComparison.Ordinal));

    private async Task<Poll> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not { } content)
        {
            return Poll.Endless;
        }

        await content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        if (!IsReceive(request))
        {
            return Poll.Endless;
        }

        using var json = JsonDocument.Parse(await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        return json.RootElement.TryGetProperty("WaitTimeSeconds", out var seconds)
            ? new Poll(time.GetUtcNow() + TimeSpan.FromSeconds(seconds.GetInt32()), Queue(json.RootElement))
            : Poll.Endless;
    }

    private static string? Queue(JsonElement receive) =>
        receive.TryGetProperty("QueueUrl", out var url) && url.GetString() is { } text ? text[(text.LastIndexOf('/') + 1)..] : null;

    private bool Exists(string queue) => broker.ListQueues().Any(existing => existing.Name == queue);

    private static async Task<int> CountMessagesAsync(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            return 0;
        }

        var body = await response.Content.ReadAsByteArrayAsync(CancellationToken.None).ConfigureAwait(false);
        using var json = JsonDocument.Parse(body);
        return json.RootElement.TryGetProperty("Messages", out var messages) ? messages.GetArrayLength() : 0;
    }

    private long ReceivedInLedger() =>
        broker.ListQueues().Select(queue => queue.Name).Distinct(StringComparer.Ordinal)
            .Sum(queue => broker.Ledger.Count(queue, LedgerEvent.Received));

    /// <summary>A request that waits, until when at the longest, and for messages of which queue.</summary>
    private sealed record Poll(DateTimeOffset Deadline, string? Queue)
    {
        public static Poll Endless { get; } = new(DateTimeOffset.MaxValue, null);
    }
}
