using CsCheck;

namespace Messaging.Lambda.Tests;

/// <summary>Whatever happens in whatever order: nothing is acknowledged that was not handled, and no group is overtaken.</summary>
public sealed class BatchPropertyTests
{
    private const int Cases = 10_000;

    private enum Event
    {
        EndFirst,
        EndLast,
        FailFirst,
        FailLast,
        Close,
        Seal,
    }

    private static readonly Gen<Event> Events = Gen.Frequency(
        (8, Gen.Const(Event.EndFirst)), (8, Gen.Const(Event.EndLast)), (3, Gen.Const(Event.FailFirst)),
        (3, Gen.Const(Event.FailLast)), (1, Gen.Const(Event.Close)), (1, Gen.Const(Event.Seal)));

    private static readonly Gen<(int[] Groups, bool Ordered, int Concurrency, Event[] Events)> Histories = Gen.Select(
        Gen.Int[0, 4].Array[1, 20], Gen.Bool, Gen.Int[1, 6], Events.Array[0, 40]);

    [Fact]
    public void Nothing_is_acknowledged_that_was_not_handled() => Histories.Sample(
        history =>
        {
            var run = new Run(history.Groups, history.Ordered, history.Concurrency);
            Array.ForEach(history.Events, run.Do);
            run.Finish();

            var acknowledged = run.Records.Except(run.Machine.Failures).ToHashSet();
            Assert.Equal(run.HandledInTime.ToHashSet(), acknowledged);
        },
        iter: Cases);

    [Fact]
    public void Of_a_group_one_runs_at_a_time_in_order_and_none_after_a_failure() => Histories.Sample(
        history =>
        {
            var run = new Run(history.Groups, ordered: true, history.Concurrency);
            Array.ForEach(history.Events, run.Do);
            run.Finish();

            foreach (var group in run.Records.GroupBy(record => record.Message.GroupId))
            {
                var inOrder = group.ToList();
                var failures = run.Machine.Failures.Where(inOrder.Contains).ToList();

                // What failed is the end of the group, so that nothing after it is deleted while it stays.
                Assert.Equal(inOrder.Skip(inOrder.Count - failures.Count), failures);
                Assert.Equal(inOrder.Take(run.Started.Count(inOrder.Contains)), run.Started.Where(inOrder.Contains));
            }

            Assert.True(run.MostRunningOfAGroup <= 1);
        },
        iter: Cases);

    [Fact]
    public void No_more_run_than_allowed_and_everything_starts_once_unless_time_is_up() => Histories.Sample(
        history =>
        {
            var run = new Run(history.Groups, history.Ordered, history.Concurrency);
            Array.ForEach(history.Events, run.Do);
            run.Finish();

            Assert.True(run.MostRunning <= history.Concurrency);
            Assert.Equal(run.Started.Count, run.Started.Distinct().Count());
            if (!history.Ordered && !history.Events.Any(happened => happened is Event.Close or Event.Seal))
            {
                Assert.Equal(run.Records.Count, run.Started.Count);
            }
        },
        iter: Cases);

    /// <summary>Plays a history on the machine as its shell would.</summary>
    private sealed class Run
    {
        private readonly List<BatchRecord> _running = [];

        public Run(int[] groups, bool ordered, int concurrency)
        {
            Records = [.. groups.Select((group, index) => new BatchRecord(new ReceivedMessage
            {
                Id = "m" + index, ReceiptHandle = "r" + index, Body = "", GroupId = "g" + group,
            }))];
            Machine = new BatchMachine(Records, ordered, concurrency);
            Start();
        }

        public List<BatchRecord> Records { get; }

        public BatchMachine Machine { get; }

        public List<BatchRecord> Started { get; } = [];

        public List<BatchRecord> HandledInTime { get; } = [];

        public int MostRunning { get; private set; }

        public int MostRunningOfAGroup { get; private set; }

        public void Do(Event happened)
        {
            switch (happened)
            {
                case Event.Close:
                    Machine.Close();
                    break;
                case Event.Seal:
                    Machine.Seal();
                    break;
                default:
                    End(happened is Event.EndFirst or Event.FailFirst, happened is Event.EndFirst or Event.EndLast);
                    break;
            }

            Start();
        }

        /// <summary>Lets all that runs and follows end well, and says that the answer is made.</summary>
        public void Finish()
        {
            while (_running.Count > 0)
            {
                End(first: true, isDone: true);
                Start();
            }

            Assert.True(Machine.IsSealed || Machine.IsDone);
            Machine.Seal();
        }

        private void End(bool first, bool isDone)
        {
            if (_running.Count == 0)
            {
                return;
            }

            var record = _running[first ? 0 : ^1];
            _running.Remove(record);
            if (isDone && !Machine.IsSealed)
            {
                HandledInTime.Add(record);
            }

            Machine.End(record, isDone);
        }

        private void Start()
        {
            foreach (var record in Machine.TakeStarts())
            {
                _running.Add(record);
                Started.Add(record);
            }

            MostRunning = Math.Max(MostRunning, _running.Count);
            MostRunningOfAGroup = Math.Max(
                MostRunningOfAGroup, _running.GroupBy(record => record.Message.GroupId).Select(group => group.Count()).DefaultIfEmpty().Max());
        }
    }
}
