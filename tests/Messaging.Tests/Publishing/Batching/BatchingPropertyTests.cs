using CsCheck;
using static Messaging.Outgoing;

namespace Messaging;

/// <summary>What the publisher promises of one destination, for histories by chance.</summary>
/// <remarks>
/// One answer for each message; nothing accepted is sent again, and nothing cancelled at all; requests within the limits, so
/// many at once; of a FIFO group one request at a time, in order; what may leave does not wait while nothing is under way.
/// </remarks>
public sealed class BatchingPropertyTests
{
    [Theory]
    [Trait("Promise", "publisher")]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_message_is_answered_once_and_leaves_in_order_within_the_limits_and_without_delay(bool isFifo) =>
        Gen.Int[0, int.MaxValue - 1].Sample(seed => new History(seed, isFifo).Run(), iter: 1_000);

    [Theory]
    [InlineData(5, 5)]
    [InlineData(15, 15)]
    [InlineData(40, 40)]
    [InlineData(3, 45)]
    public void Sixty_four_publishers_in_closed_loops_fill_their_requests(int usual, int nowAndThen)
    {
        const int Messages = 10_000;
        var random = new Random(2);
        var machine = new BatchingMachine(Standard, new BatchingOptions(), new Random(1));
        var underWay = new PriorityQueue<PublishEntry[], TimeSpan>();
        var (now, added, requests) = (Ms(0), 0, 0);
        void Publish()
        {
            if (added < Messages)
            {
                machine.Add(Entry($"{added++}"), now);
                Send();
            }
        }

        void Send()
        {
            while (machine.Cut(now) is { } request)
            {
                requests++;
                underWay.Enqueue(request, now + Ms(random.Next(20) == 0 ? nowAndThen : usual));
            }
        }

        for (var publisher = 0; publisher < 64; publisher++)
        {
            Publish();
        }

        while (underWay.TryPeek(out var request, out var due) || machine.NextWake is not null)
        {
            if (request is null || machine.NextWake < due)
            {
                now = machine.NextWake!.Value > now ? machine.NextWake.Value : now;
                Send();
                continue;
            }

            (now, _) = (due, underWay.Dequeue());
            machine.Answered(request, [.. request.Select(_ => Accepted)], now);
            Send();
            Array.ForEach(request, _ => Publish());
        }

        Assert.True(machine.IsIdle && added == Messages);
        Assert.InRange((double)requests / Messages, 0.1, 0.105);
    }

    /// <summary>One seeded life of a machine: adds, cancellations, answers of every kind, refusals, time.</summary>
    private sealed class History(int seed, bool isFifo)
    {
        private readonly Random _random = new(seed);
        private readonly BatchingMachine _machine = new(isFifo ? Fifo : Standard, new BatchingOptions { MaxRequests = 4 }, new Random(seed));
        private readonly List<PublishEntry> _added = [];
        private readonly List<PublishEntry[]> _underWay = [];
        private readonly List<PublishEntry> _accepted = [];
        private readonly HashSet<PublishEntry> _answered = [];
        private readonly int _largest = seed % 2 == 0 ? 60 : 400;
        private TimeSpan _now;

        public void Run()
        {
            for (var step = 0; step < 120; step++)
            {
                Step(_random.Next(10));
                Cut();
            }

            for (var step = 0; !_machine.IsIdle; step++)
            {
                Assert.True(step < 10_000, "The machine never became idle.");
                if (_underWay.Count > 0)
                {
                    Answer();
                }
                else
                {
                    _now = _machine.NextWake is { } wake && wake > _now ? wake : _now;
                }

                Cut();
            }

            Assert.All(_added, entry => Assert.True(entry.Answer.IsCompleted));
            foreach (var group in _accepted.GroupBy(entry => entry.Message.GroupId).Where(_ => isFifo))
            {
                Assert.Equal(group.OrderBy(_added.IndexOf), group);
            }
        }

        private void Step(int choice)
        {
            _now += Ms(_random.Next(20));
            if (choice < 6)
            {
                var entry = Entry($"{_added.Count}", isFifo ? $"{_random.Next(20)}" : null, 1 + _random.Next(_largest));
                _added.Add(entry);
                _machine.Add(entry, _now);
                Cut();

                // Of a FIFO group, what waits for another try holds up what is behind it.
                Assert.True(_underWay.Count > 0 || isFifo, "A lone message waits.");
            }
            else if (choice == 6 && _added.Count > 0)
            {
                _added[_random.Next(_added.Count)].Cancel(new CancellationToken(true));
            }
            else if (_underWay.Count > 0)
            {
                Answer();
            }
        }

        private void Cut()
        {
            while (_machine.Cut(_now) is { } request)
            {
                Assert.InRange(request.Length, 1, 10);
                Assert.True(request.Sum(entry => entry.Message.Size) <= 1_000);
                Assert.All(request, entry => Assert.False(entry.Answer.IsCompleted));
                _underWay.Add(request);
                Assert.True(_underWay.Count <= 4);
                var groups = _underWay.SelectMany(other => other).Select(entry => isFifo ? entry.Message.GroupId : entry.Message.MessageId).ToList();
                Assert.Equal(groups.Distinct().Count(), groups.Count);
            }
        }

        private void Answer()
        {
            var request = _underWay[_random.Next(_underWay.Count)];
            _underWay.Remove(request);
            if (_random.Next(8) == 0)
            {
                _machine.Failed(request, new SendException("Refused.", "orders", null, _random.Next(2) == 0), _now);
                return;
            }

            var answers = request.Select(_ => _random.Next(4) switch { 0 => Throttled, 1 => Invalid, _ => Accepted }).ToArray();
            for (var index = 0; index < request.Length; index++)
            {
                if (answers[index] == Accepted)
                {
                    Assert.True(_answered.Add(request[index]), "A message was accepted twice.");
                    _accepted.Add(request[index]);
                }
            }

            _machine.Answered(request, answers, _now);
        }
    }
}
