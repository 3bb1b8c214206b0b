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
    private readonly List<DateTimeOffset> _deadlines = [];
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

                // A receive whose time is over has been answered, though the answer may still be on its way.
                var now = time.GetUtcNow();
                return _deadlines.Count(deadline => deadline > now);
            }
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Read here, it is read at once there.
        var deadline = await DeadlineAsync(request, cancellationToken).ConfigureAwait(false);

        var answer = base.SendAsync(request, cancellationToken);
        var waits = !answer.IsCompleted;
        if (waits)
        {
            lock (_lock)
            {
                _deadlines.Add(deadline);
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
                    _deadlines.Remove(deadline);
                }

                _broughtHome = messages < 0 && IsReceive(request) ? ReceivedInLedger() : _broughtHome + Math.Max(messages, 0);
            }
        }
    }

    private static bool IsReceive(HttpRequestMessage request) =>
        request.Headers.TryGetValues("X-Amz-Target", out var targets)
        && targets.Any(target => target.EndsWith(".ReceiveMessage", StringComparison.Ordinal));

    private async Task<DateTimeOffset> DeadlineAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not { } content)
        {
            return DateTimeOffset.MaxValue;
        }

        await content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        if (!IsReceive(request))
        {
            return DateTimeOffset.MaxValue;
        }

        using var json = JsonDocument.Parse(await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        return json.RootElement.TryGetProperty("WaitTimeSeconds", out var seconds)
            ? time.GetUtcNow() + TimeSpan.FromSeconds(seconds.GetInt32())
            : DateTimeOffset.MaxValue;
    }

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
}
