using static Messaging.Deliveries;

namespace Messaging;

/// <summary>What a consumer does about messages that come again while it still knows them.</summary>
public sealed class ConsumerMachineTests
{
    private static readonly ConsumerOptions Options = new() { MaxConcurrency = 5, Visibility = TimeSpan.FromSeconds(10) };

    private readonly List<ConsumerEffect> _effects = [];

    [Fact]
    public void What_comes_again_behind_a_running_message_whose_hold_was_lost_waits_for_it_though_it_has_its_last_attempt()
    {
        var machine = Machine(isFifo: true);
        Receive(machine, Sec(0), ("a1", 2), ("a2", 2), ("a3", 2));
        var first = Assert.Single(Started());

        // Nothing could be extended, and the queue hands out all three again, two of them for the last time.
        machine.Advance(Sec(11), _effects);
        Receive(machine, Sec(11), ("a1", 2 + 1), ("a2", 3), ("a3", 3));
        Assert.Single(Started());

        machine.Handled(first, Settlement.Complete, Sec(1), Sec(12), _effects);
        var second = Started()[1];
        machine.Handled(second, Settlement.Complete, Sec(1), Sec(13), _effects);

        Assert.Equal(["a1", "a2", "a3"], Ids(Started()));
        Assert.Equal(["receipt-a1-3", "receipt-a2-3"], Deleted());
    }

    [Fact]
    public void A_failed_message_whose_next_try_is_due_does_not_start_after_its_hold_has_lapsed_whatever_comes_first()
    {
        var machine = Machine(isFifo: true);
        Receive(machine, Sec(0), ("a1", 1));
        machine.Handled(Started()[0], Settlement.Retry(Sec(5)), Sec(1), Sec(1), _effects);

        // The process has stood still: an answer comes before the timer.
        machine.Received(10, [], Sec(40), Sec(40), _effects);

        Assert.Single(Started());
        Assert.Equal(0, machine.Held);
    }

    [Fact]
    public void A_message_of_a_batch_that_comes_again_alone_and_was_not_handled_is_handled_in_the_end()
    {
        var machine = Machine(isFifo: true, maxBatch: 5);
        Receive(machine, Sec(0), ("a1", 1), ("a2", 1));
        var batch = Assert.Single(_effects.OfType<ConsumerEffect.StartBatch>()).Deliveries;
        machine.Advance(Sec(11), _effects);

        // Somebody else has handled and deleted the first.
        Receive(machine, Sec(12), ("a2", 2));
        machine.BatchHandled([(batch[0], Settlement.Retry(null)), (batch[1], Settlement.NotHandled)], Sec(1), Sec(13), _effects);

        Assert.Equal(["a2"], Ids(_effects.OfType<ConsumerEffect.StartBatch>().Last().Deliveries));
        Assert.Equal(2, _effects.OfType<ConsumerEffect.StartBatch>().Count());
    }

    [Fact]
    public void A_group_that_comes_again_before_it_was_all_given_back_starts_with_its_first_message()
    {
        var machine = Machine(isFifo: true, GroupFailure.Release);
        Receive(machine, Sec(0), ("a1", 1), ("a2", 1), ("a3", 1));
        machine.Handled(Started()[0], Settlement.Retry(Sec(1)), Sec(1), Sec(1), _effects);

        // The head waits for the answers about those behind it, which are late, and all of it has become visible meanwhile.
        machine.Advance(Sec(1.5), _effects);
        Receive(machine, Sec(12), ("a1", 2), ("a2", 2), ("a3", 2));

        Assert.Equal(["a1", "a1"], Ids(Started()));
        machine.Handled(Started()[1], Settlement.Complete, Sec(1), Sec(13), _effects);
        Assert.Equal(["a1", "a1", "a2"], Ids(Started()));
    }

    [Fact]
    public void A_handled_message_that_comes_again_is_deleted_by_its_new_receipt_and_not_handled_though_its_deletion_was_accepted()
    {
        var machine = Machine(isFifo: false);
        Receive(machine, Sec(0), ("a1", 1));
        machine.Handled(Started()[0], Settlement.Complete, Sec(1), Sec(1), _effects);
        var delete = Assert.Single(_effects.OfType<ConsumerEffect.Delete>());
        machine.Deleted(delete, [null], Sec(1), _effects);
        Assert.Equal(0, machine.Held);

        Receive(machine, Sec(2), ("a1", 2));

        Assert.Single(Started());
        Assert.Equal(["receipt-a1-1", "receipt-a1-2"], Deleted());
    }

    [Fact]
    public void A_lost_hold_cancels_its_handler_once_and_gives_back_what_waits_behind_it()
    {
        var machine = Machine(isFifo: true);
        Receive(machine, Sec(0), ("a1", 1), ("a2", 1));
        machine.Advance(Sec(5), _effects);
        var extension = Assert.Single(_effects.OfType<ConsumerEffect.ChangeVisibility>());

        machine.VisibilityChanged(extension, [Gone, null], Sec(5), Sec(6), _effects);
        machine.Advance(Sec(11), _effects);

        Assert.Equal(["a1"], Ids(_effects.OfType<ConsumerEffect.CancelHandler>().Select(cancel => cancel.Delivery)));
        Assert.Equal([(ConsumerReport.HoldLost, "a1")], Reports());
        var back = Assert.Single(_effects.OfType<ConsumerEffect.ChangeVisibility>(), change => !change.IsExtension);
        Assert.Equal([("a2", TimeSpan.Zero)], back.Entries.Select(entry => (entry.Delivery.Message.Id, entry.Visibility)));
    }

    [Fact]
    public void What_waited_until_its_hold_was_over_never_starts_and_is_reported()
    {
        var machine = Machine(isFifo: false);
        Receive(machine, Sec(0), ("a1", 1), ("a2", 1), ("a3", 1), ("a4", 1), ("a5", 1), ("a6", 1));
        var running = Started();

        // Nothing could be extended.
        machine.Advance(Sec(11), _effects);
        machine.Handled(running[0], Settlement.Complete, Sec(1), Sec(12), _effects);

        Assert.Equal(running.Count, Started().Count);
        Assert.Contains((ConsumerReport.LapsedUnstarted, "a6"), Reports());
        Assert.Equal(running.Count, Reports().Count(report => report.What == ConsumerReport.HoldLost));
    }

    [Fact]
    public void A_message_is_hidden_for_no_longer_than_the_queue_allows()
    {
        var machine = Machine(isFifo: false);
        Receive(machine, Sec(0), ("a1", 1));

        machine.Handled(Started()[0], Settlement.Retry(TimeSpan.FromHours(20)), Sec(1), Sec(1), _effects);

        var back = Assert.Single(_effects.OfType<ConsumerEffect.ChangeVisibility>());
        Assert.Equal(TimeSpan.FromHours(12) - Sec(6), Assert.Single(back.Entries).Visibility);
    }

    private static ConsumerMachine Machine(bool isFifo, GroupFailure failure = GroupFailure.Hold, int maxBatch = 1) => new(
        new ConsumerOptions { MaxConcurrency = Options.MaxConcurrency, Visibility = Options.Visibility, GroupFailure = failure, MaxBatch = maxBatch },
        new QueueFacts { QueueName = "orders", IsFifo = isFifo, MaxReceives = 3 },
        new Random(1));

    private void Receive(ConsumerMachine machine, TimeSpan now, params (string Id, int Receives)[] messages)
    {
        // Asked for before, so that the answer is one to a request.
        machine.Advance(now, _effects);
        machine.Received(
            10,
            [.. messages.Select(message => new ReceivedMessage
            {
                Id = message.Id,
                ReceiptHandle = $"receipt-{message.Id}-{message.Receives}",
                Body = "",
                GroupId = "a",
                ReceiveCount = message.Receives,
            })],
            now, now, _effects);
    }

    private List<Delivery> Started() => [.. _effects.OfType<ConsumerEffect.Start>().Select(start => start.Delivery)];

    private List<(ConsumerReport What, string Id)> Reports() =>
        [.. _effects.OfType<ConsumerEffect.Report>().Select(report => (report.What, report.Delivery.Message.Id))];

    private List<string> Deleted() => [.. _effects.OfType<ConsumerEffect.Delete>().SelectMany(delete => delete.ReceiptHandles)];
}
