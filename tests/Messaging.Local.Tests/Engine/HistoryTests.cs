using CsCheck;

namespace Messaging.Local.Tests;

/// <summary>Random histories against what a queue promises.</summary>
public sealed class HistoryTests
{
    private const int MaxReceives = 3;

    private static readonly Gen<Step[]> Steps =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 99], Gen.Int[0, 40], (what, which, amount) => new Step(what, which, amount))
            .Array[0, 120];

    [Theory]
    [InlineData("orders")]
    [InlineData("orders.fifo")]
    public void No_message_vanishes_overtakes_its_group_or_is_received_too_often(string queue) =>
        Gen.Select(Steps, Gen.Int).Sample((steps, seed) =>
        {
            using var history = new History(queue, new LocalBrokerOptions { Seed = seed, RepeatRate = 0.3 });
            foreach (var step in steps)
            {
                history.Do(step);
                history.CheckThatNothingVanished();
            }

            history.CheckReceives();
            history.CheckThatEverythingComes();
        }, iter: 1000);

    internal sealed record Step(int What, int Which, int Amount);

    private sealed class History : IDisposable
    {
        private readonly BrokerFixture _sqs;
        private readonly string _queue;
        private readonly string _letters;
        private readonly bool _fifo;
        private readonly List<string> _handles = [];
        private readonly List<CancellationTokenSource> _polls = [];
        private int _sent;

        public History(string queue, LocalBrokerOptions options)
        {
            _sqs = new BrokerFixture(options);
            _queue = queue;
            _fifo = queue.EndsWith(".fifo", StringComparison.Ordinal);
            _letters = _fifo ? "letters.fifo" : "letters";
            var attributes = new Dictionary<string, string>();
            if (_fifo)
            {
                attributes["FifoQueue"] = "true";
                attributes["ContentBasedDeduplication"] = "true";
            }

            Region.Queues.Create(_letters, attributes, EmptyMap.Value);
            attributes["RedrivePolicy"] = BrokerFixture.RedriveTo(_letters, MaxReceives);
            attributes["MessageRetentionPeriod"] = "300";
            Region.Queues.Create(_queue, attributes, EmptyMap.Value);
        }

        private Region Region => _sqs.Broker.RegionOf("us-east-1");

        public void Do(Step step)
        {
            switch (step.What)
            {
                case 0 or 1 or 2:
                    Send(step);
                    break;
                case 3 or 4:
                    Receive(1 + (step.Which % 10), step.Amount);
                    break;
                case 5:
                    OnHandle(step.Which, handle => Region.Messages.Delete(_queue, handle));
                    break;
                case 6:
                    OnHandle(step.Which, handle =>
                        Region.Messages.ChangeVisibility(_queue, new VisibilityChange(handle, step.Amount % 5 * 10)));
                    break;
                case 7 when !_fifo:
                    Poll(step);
                    break;
                case 8 when _polls.Count > 0:
                    _polls[step.Which % _polls.Count].Cancel();
                    break;
                default:
                    _sqs.Advance(step.Amount);
                    break;
            }
        }

        public void CheckThatNothingVanished()
        {
            var info = _sqs.Broker.FindQueue(_queue)!;
            var letters = _sqs.Broker.FindQueue(_letters)!;
            var ledger = _sqs.Broker.Ledger;
            Assert.Equal(_sent, ledger.Count(_queue, LedgerEvent.Sent));
            Assert.Equal(info.Total, _sqs.Broker.Peek(_queue).Count);
            Assert.Equal(
                _sent,
                info.Total + ledger.Count(_queue, LedgerEvent.Deleted) + ledger.Count(_queue, LedgerEvent.Expired)
                + ledger.Count(_queue, LedgerEvent.DeadLettered));
            Assert.Equal(
                ledger.Count(_queue, LedgerEvent.DeadLettered), letters.Total + ledger.Count(_letters, LedgerEvent.Expired));
        }

        public void CheckReceives()
        {
            foreach (var message in _sqs.Broker.Ledger.OfQueue(_queue).GroupBy(entry => entry.MessageId))
            {
                var receives = message.Count(entry => entry.Event == LedgerEvent.Received)
                    - message.Count(entry => entry.Event == LedgerEvent.Undelivered);
                Assert.InRange(receives, 0, MaxReceives);
                if (message.Any(entry => entry.Event == LedgerEvent.DeadLettered))
                {
                    Assert.Equal(MaxReceives, receives);
                }
            }
        }

        /// <summary>Whatever is left can be received and deleted, or goes to the dead letters.</summary>
        public void CheckThatEverythingComes()
        {
            _polls.ForEach(poll => poll.Cancel());
            _sqs.Advance(60);
            for (var rounds = 0; _sqs.Broker.FindQueue(_queue)!.Total > 0; rounds++)
            {
                Assert.InRange(rounds, 0, 1000);
                foreach (var message in Receive(10, 30))
                {
                    Region.Messages.Delete(_queue, message.Handle);
                }
            }

            CheckThatNothingVanished();
        }

        public void Dispose()
        {
            _polls.ForEach(poll => poll.Dispose());
            _sqs.Dispose();
        }

        private void Send(Step step)
        {
            var content = new MessageContent($"{_sent++}") { GroupId = _fifo ? $"g{step.Which % 3}" : null };
            Region.Messages.Send(
                _queue, new SendRequest(content) { DelaySeconds = _fifo || step.Amount % 3 > 0 ? null : step.Amount });
        }

        private IReadOnlyList<ReceivedMessage> Receive(int most, int visibility)
        {
            var request = new ReceiveRequest { MaxMessages = most, VisibilitySeconds = visibility };
            var received = Region.Queues.With(_queue, (queue, now) => queue.Receive(request, false, now));
            _handles.AddRange(received.Select(message => message.Handle));
            if (_fifo)
            {
                CheckOrder(received);
            }

            return received;
        }

        /// <summary>All that came before a received message of the same group is gone, or came with it and before it.</summary>
        private void CheckOrder(IReadOnlyList<ReceivedMessage> received)
        {
            var there = _sqs.Broker.Peek(_queue);
            foreach (var (at, message) in received.Index())
            {
                var earlier = there.Where(other => other.GroupId == message.Content.GroupId
                    && int.Parse(other.Body) < int.Parse(message.Content.Body));
                var before = received.Take(at).Select(other => other.Content.Body);
                Assert.Empty(earlier.Select(other => other.Body).Except(before));
            }
        }

        private void OnHandle(int which, Action<string> action)
        {
            if (_handles.Count == 0)
            {
                return;
            }

            try
            {
                action(_handles[which % _handles.Count]);
            }
            catch (ServiceException error) when (error.QueryCode == "InvalidParameterValue")
            {
                // Handles grow old, and FIFO queues say so.
            }
        }

        private void Poll(Step step)
        {
            var poll = new CancellationTokenSource();
            _polls.Add(poll);
            _ = Region.Messages.ReceiveAsync(
                _queue, new ReceiveRequest { MaxMessages = 1 + (step.Which % 10), WaitSeconds = 1 + (step.Amount % 20) }, poll.Token);
        }
    }
}
