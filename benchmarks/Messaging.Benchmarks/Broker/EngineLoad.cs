using System.Globalization;
using Messaging.Local;

namespace Messaging.Benchmarks;

/// <summary>Sends, receives and deletes at the engine itself: no protocol, no digests, no network.</summary>
internal sealed class EngineLoad : IDisposable
{
    private const int BatchSize = 10;

    // Ten milliseconds a cycle keep the five minutes of deduplication at a steady 30,000 ids.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly EngineShape _shape;
    private readonly SteppingClock? _clock;
    private readonly LocalBroker _broker;
    private readonly RegionMessages _messages;
    private readonly string _queue;
    private readonly ReceiveRequest _receive;
    private readonly string[] _entryIds =
        [.. Enumerable.Range(0, BatchSize).Select(at => at.ToString(CultureInfo.InvariantCulture))];
    private readonly string _body = new('m', 100);
    private int _sent;

    public EngineLoad(EngineShape shape)
    {
        _shape = shape;
        _clock = shape.Groups == 0 ? null : new SteppingClock();
        _broker = new LocalBroker(new LocalBrokerOptions { Seed = 1, KeepLedger = shape.Ledger }, _clock);
        var region = _broker.RegionOf(_broker.Region);
        var suffix = shape.Groups == 0 ? string.Empty : ".fifo";
        var fifo = shape.Groups == 0 ? [] : new Dictionary<string, string> { ["FifoQueue"] = "true" };
        _queue = region.Queues.Create("orders" + suffix, fifo, new Dictionary<string, string>());
        var dead = region.Queues.Create("dead" + suffix, fifo, new Dictionary<string, string>());
        region.Queues.Change(_queue, new Dictionary<string, string>
        {
            ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{region.ArnOf(dead)}}","maxReceiveCount":"5"}""",
        });
        _messages = region.Messages;
        _receive = new ReceiveRequest { MaxMessages = shape.Batched ? BatchSize : 1 };
        for (var at = 0; at < shape.Backlog; at++)
        {
            _messages.Send(_queue, NewRequest());
        }
    }

    /// <summary>Moves that many messages through the queue.</summary>
    public async Task RunAsync(int cycles)
    {
        for (var done = 0; done < cycles; done += _receive.MaxMessages)
        {
            _clock?.Advance(Step);
            if (_shape.Batched)
            {
                await MoveBatchAsync();
            }
            else
            {
                await MoveOneAsync();
            }
        }
    }

    public void Dispose() => _broker.Dispose();

    private async Task MoveOneAsync()
    {
        _messages.Send(_queue, NewRequest());
        var received = await _messages.ReceiveAsync(_queue, _receive, CancellationToken.None);
        _messages.Delete(_queue, received[0].Handle);
    }

    private async Task MoveBatchAsync()
    {
        var sent = new BatchEntry<SendRequest>[BatchSize];
        for (var at = 0; at < BatchSize; at++)
        {
            sent[at] = new BatchEntry<SendRequest>(_entryIds[at], NewRequest());
        }

        _messages.SendBatch(_queue, sent, () => false);
        var received = await _messages.ReceiveAsync(_queue, _receive, CancellationToken.None);
        var deleted = new BatchEntry<string>[received.Count];
        for (var at = 0; at < deleted.Length; at++)
        {
            deleted[at] = new BatchEntry<string>(_entryIds[at], received[at].Handle);
        }

        _messages.DeleteBatch(_queue, deleted, () => false);
    }

    // In turns, or as if by chance: then a group's next message has often been there for longer than those of other groups.
    private int GroupOf(int number) =>
        (int)((_shape.GroupsByChance ? (uint)number * 2_654_435_761u : (uint)number) % (uint)_shape.Groups);

    // Every id is a string of its own, as one that was read from a request is.
    private SendRequest NewRequest()
    {
        var number = _sent++;
        return new SendRequest(_shape.Groups == 0
            ? new MessageContent(_body)
            : new MessageContent(_body, MessageExtras.Of(
                [], null, $"group-{GroupOf(number)}", number.ToString(CultureInfo.InvariantCulture))));
    }
}
