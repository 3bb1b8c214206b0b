using static Messaging.Deliveries;

namespace Messaging;

public sealed class LaneMachineTests
{
    private readonly LaneMachine _fifo = new(isFifo: true, maxReceives: 3);

    [Fact]
    public void Last_attempts_start_before_the_others()
    {
        var lanes = new LaneMachine(isFifo: false, maxReceives: 3);
        lanes.Add(New("a"));
        lanes.Add(New("last", receives: 3));

        Assert.Equal("last", Start(lanes)?.Message.Id);
        Assert.Equal("a", Start(lanes)?.Message.Id);
        Assert.Null(Start(lanes));
    }

    [Fact]
    public void Of_a_group_one_message_runs_at_a_time_in_order()
    {
        AddAll("a1", "a2", "b1");
        var a1 = Start(_fifo)!;
        Assert.Equal("b1", Start(_fifo)?.Message.Id);
        Assert.Null(Start(_fifo));

        _fifo.Passed(a1);

        Assert.Equal("a2", Start(_fifo)?.Message.Id);
        Assert.Equal(0, _fifo.Waiting);
    }

    [Fact]
    public void A_failed_first_message_blocks_its_group_until_its_next_try()
    {
        AddAll("a1", "a2", "b1");
        var a1 = Start(_fifo)!;
        Block(a1, Sec(5));
        Assert.Equal((3, 2), (_fifo.Waiting, _fifo.Blocked));
        Assert.Equal("b1", Start(_fifo)?.Message.Id);
        Assert.Null(Start(_fifo, Sec(4.9)));
        Assert.Equal(Sec(5), _fifo.NextWake);

        Assert.Same(a1, Start(_fifo, Sec(5)));
        _fifo.Passed(a1);

        Assert.Equal("a2", Start(_fifo, Sec(5))?.Message.Id);
        Assert.Equal((0, 0), (_fifo.Waiting, _fifo.Blocked));
    }

    [Fact]
    public void What_arrives_behind_a_blocked_message_is_blocked_too()
    {
        AddAll("a1");
        Block(Start(_fifo)!, Sec(5));
        AddAll("a2");

        Assert.Equal((2, 2), (_fifo.Waiting, _fifo.Blocked));
        Assert.Null(Start(_fifo));
    }

    [Fact]
    public void A_lane_that_is_given_up_returns_what_does_not_run_and_starts_nothing_more()
    {
        AddAll("a1", "a2", "a3");
        var a1 = Start(_fifo)!;

        Assert.Equal(["a2", "a3"], Ids(_fifo.Close(a1.Lane!)));
        _fifo.Passed(a1);

        Assert.Null(Start(_fifo));
        Assert.Equal(0, _fifo.Waiting);
    }

    [Fact]
    public void Stopping_takes_out_all_but_last_attempts_and_what_is_before_them()
    {
        _fifo.Add(New("a1", "a"));
        _fifo.Add(New("a2", "a", receives: 3));
        _fifo.Add(New("a3", "a"));
        _fifo.Add(New("b1", "b"));

        Assert.Equal(["a3", "b1"], Ids(_fifo.TakeForStop().SelectMany(taken => taken)));
        var a1 = Start(_fifo)!;
        _fifo.Passed(a1);
        Assert.Equal(("a1", "a2"), (a1.Message.Id, Start(_fifo)?.Message.Id));
        Assert.Null(Start(_fifo));
    }

    [Fact]
    public void Stopping_takes_out_all_but_last_attempts_of_a_standard_queue()
    {
        var lanes = new LaneMachine(isFifo: false, maxReceives: 3);
        lanes.Add(New("a"));
        lanes.Add(New("last", receives: 4));

        var taken = Assert.Single(lanes.TakeForStop());

        Assert.Equal(["a"], Ids(taken));
        taken[0].State = DeliveryState.Returning;
        Assert.Equal("last", Start(lanes)?.Message.Id);
        Assert.Null(Start(lanes));
    }

    [Fact]
    public void Groups_of_a_standard_queue_take_turns_and_messages_without_a_group_count_as_groups()
    {
        var lanes = new LaneMachine(isFifo: false, maxReceives: null);
        foreach (var id in (string[])["n1", "n2", "n3", "q1"])
        {
            lanes.Add(New(id, id[..1]));
        }

        lanes.Add(New("alone"));

        Assert.Equal(["n1", "q1", "alone", "n2", "n3"], Enumerable.Range(0, 5).Select(_ => Start(lanes)!.Message.Id));
    }

    [Fact]
    public void What_is_parked_starts_after_what_is_fresh_while_everything_fails_and_before_it_otherwise()
    {
        var lanes = new LaneMachine(isFifo: false, maxReceives: null);
        lanes.Add(New("failed"));
        lanes.Park(Start(lanes)!);
        lanes.Add(New("fresh"));
        Assert.Equal((2, 1, 1), (lanes.Waiting, lanes.Parked, lanes.Fresh));

        Assert.Equal("fresh", lanes.Next(parkedLast: true)?.Message.Id);
        lanes.Add(New("next"));
        Assert.Equal("failed", lanes.Next()?.Message.Id);
        Assert.Equal((1, 0), (lanes.Waiting, lanes.Parked));
    }

    [Fact]
    public void A_parked_head_keeps_its_group_waiting()
    {
        AddAll("a1", "a2", "b1");
        _fifo.Park(Start(_fifo)!);

        Assert.Equal("b1", _fifo.Next(parkedLast: true)?.Message.Id);
        Assert.Equal("a1", _fifo.Next(parkedLast: true)?.Message.Id);
        Assert.Null(_fifo.Next());
        Assert.Equal((1, 0, 0), (_fifo.Waiting, _fifo.Parked, _fifo.Fresh));
    }

    [Fact]
    public void A_batch_of_a_group_holds_its_next_messages_in_order_and_after_a_failure_one_alone()
    {
        AddAll("a1", "a2", "a3", "b1");
        List<Delivery> batch = [Start(_fifo)!];
        batch.ForEach(HoldLong);
        _fifo.NextMore(batch, 2, Sec(0));
        Assert.Equal(["a1"], Ids(batch));

        foreach (var delivery in batch[0].Lane!.Messages)
        {
            HoldLong(delivery);
        }

        _fifo.NextMore(batch, 2, Sec(0));
        Assert.Equal(["a1", "a2"], Ids(batch));
        _fifo.PutBack(batch[1]);
        Block(batch[0], Sec(1));
        List<Delivery> again = [Start(_fifo, Sec(1))!];
        Assert.Equal("b1", again[0].Message.Id);
        again = [Start(_fifo, Sec(1))!];
        _fifo.NextMore(again, 2, Sec(1));

        Assert.Equal(["a1"], Ids(again));
    }

    [Fact]
    public void A_last_attempt_of_a_standard_queue_is_no_part_of_a_batch()
    {
        var lanes = new LaneMachine(isFifo: false, maxReceives: 3);
        lanes.Add(New("a"));
        lanes.Add(New("b"));
        lanes.Add(New("last", receives: 3));
        List<Delivery> alone = [Start(lanes)!];
        lanes.NextMore(alone, 10, Sec(0));
        List<Delivery> batch = [Start(lanes)!];
        lanes.NextMore(batch, 10, Sec(0));

        Assert.Equal(["last"], Ids(alone));
        Assert.Equal(["a", "b"], Ids(batch));
    }

    [Fact]
    public void Stopping_takes_out_a_failed_group_whole()
    {
        AddAll("a1", "a2");
        Block(Start(_fifo)!, Sec(5));

        Assert.Equal(["a1", "a2"], Ids(_fifo.TakeForStop().SelectMany(taken => taken)));

        Assert.Null(Start(_fifo, Sec(5)));
        Assert.Equal((0, 0), (_fifo.Waiting, _fifo.Blocked));
    }

    [Fact]
    public void Stopping_lets_a_failed_message_go_on_at_once_where_a_last_attempt_stands_behind_it()
    {
        _fifo.Add(New("a1", "a"));
        _fifo.Add(New("a2", "a", receives: 3));
        _fifo.Add(New("a3", "a"));
        Block(Start(_fifo)!, Sec(5));

        Assert.Equal(["a3"], Ids(_fifo.TakeForStop().SelectMany(taken => taken)));

        Assert.Equal((2, 0), (_fifo.Waiting, _fifo.Blocked));
        Assert.Equal("a1", Start(_fifo)?.Message.Id);
    }

    [Fact]
    public void Stopping_takes_out_what_is_parked_too()
    {
        var lanes = new LaneMachine(isFifo: false, maxReceives: null);
        lanes.Add(New("failed"));
        lanes.Park(Start(lanes)!);
        lanes.Add(New("fresh"));

        Assert.Equal(["fresh", "failed"], Ids(Assert.Single(lanes.TakeForStop())));
        Assert.Equal((0, 0), (lanes.Waiting, lanes.Parked));
    }

    [Fact]
    public void A_parked_group_starts_before_those_that_are_ready_where_things_go_well_again()
    {
        AddAll("a1", "b1");
        _fifo.Park(Start(_fifo)!);

        Assert.Equal("a1", _fifo.Next()?.Message.Id);
    }

    [Fact]
    public void A_last_attempt_starts_first_while_everything_fails()
    {
        var lanes = new LaneMachine(isFifo: false, maxReceives: 3);
        lanes.Add(New("a"));
        lanes.Add(New("last", receives: 3));

        Assert.Equal("last", lanes.Next(parkedLast: true)?.Message.Id);
    }

    [Fact]
    public void A_group_that_is_given_up_is_leaving_until_the_last_of_it_is_settled()
    {
        AddAll("a1", "a2", "b1");
        var a1 = Start(_fifo)!;
        var a2 = Assert.Single(_fifo.Close(a1.Lane!));
        Assert.Equal((true, false), (_fifo.Leaving.Contains("a"), _fifo.Leaving.Contains("b")));

        _fifo.Leaving.Remove(a2);
        Assert.True(_fifo.Leaving.Contains("a"));
        _fifo.Passed(a1);

        Assert.False(_fifo.Leaving.Contains("a"));
    }

    [Fact]
    public void What_a_stop_takes_out_of_a_group_is_leaving()
    {
        AddAll("a1");

        Assert.Single(_fifo.TakeForStop().SelectMany(taken => taken));

        Assert.True(_fifo.Leaving.Contains("a"));
    }

    [Fact]
    public void No_group_of_a_standard_queue_is_ever_leaving()
    {
        var leaving = new LeavingGroups(isFifo: false);

        leaving.Add(New("a1", "a"));

        Assert.False(leaving.Contains("a"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_running_message_that_came_again_goes_before_what_came_again_behind_it(bool comesFirst)
    {
        AddAll("a1");
        var a1 = Start(_fifo)!;
        _fifo.Close(a1.Lane!);
        Assert.True(_fifo.Leaving.Contains("a"));
        if (comesFirst)
        {
            _fifo.Reopen(a1);
            AddAll("a2");
        }
        else
        {
            AddAll("a2");
            _fifo.Reopen(a1);
        }

        Assert.False(_fifo.Leaving.Contains("a"));
        Assert.Null(Start(_fifo));
        _fifo.Passed(a1);

        Assert.Equal("a2", Start(_fifo)?.Message.Id);
    }

    [Fact]
    public void A_group_of_a_standard_queue_takes_turns_again_after_it_was_empty_and_passes_over_what_has_ended()
    {
        var lanes = new LaneMachine(isFifo: false, maxReceives: null);
        lanes.Add(New("n1", "n"));
        Assert.Equal("n1", Start(lanes)?.Message.Id);
        var ended = New("n2", "n");
        lanes.Add(ended);
        lanes.Add(New("n3", "n"));
        lanes.Forget(ended);

        Assert.Equal("n3", Start(lanes)?.Message.Id);
        Assert.Equal(0, lanes.Waiting);
    }

    [Fact]
    public void A_forgotten_message_is_passed_over()
    {
        var lanes = new LaneMachine(isFifo: false, maxReceives: null);
        var (a, b) = (New("a"), New("b"));
        lanes.Add(a);
        lanes.Add(b);
        lanes.Forget(a);

        Assert.Equal(1, lanes.Waiting);
        Assert.Same(b, Start(lanes));
    }

    private static Delivery? Start(LaneMachine lanes, TimeSpan now = default)
    {
        lanes.Wake(now);
        if (lanes.Next() is not { } next)
        {
            return null;
        }

        next.State = DeliveryState.Running;
        return next;
    }

    private static void HoldLong(Delivery delivery) => delivery.HiddenUntil = Sec(1_000);

    private void Block(Delivery delivery, TimeSpan until)
    {
        delivery.State = DeliveryState.Waiting;
        _fifo.Block(delivery, until, TimeSpan.Zero);
    }

    private void AddAll(params ReadOnlySpan<string> ids)
    {
        foreach (var id in ids)
        {
            _fifo.Add(New(id, id[..1]));
        }
    }
}
