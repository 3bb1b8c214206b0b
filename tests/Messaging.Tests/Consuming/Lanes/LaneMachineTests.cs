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

        Assert.Equal("last", lanes.Start()?.Message.Id);
        Assert.Equal("a", lanes.Start()?.Message.Id);
        Assert.Null(lanes.Start());
    }

    [Fact]
    public void Of_a_group_one_message_runs_at_a_time_in_order()
    {
        _fifo.AddAll("a1", "a2", "b1");
        var a1 = _fifo.Start()!;
        Assert.Equal("b1", _fifo.Start()?.Message.Id);
        Assert.Null(_fifo.Start());

        _fifo.Passed(a1);

        Assert.Equal("a2", _fifo.Start()?.Message.Id);
        Assert.Equal(0, _fifo.Waiting);
    }

    [Fact]
    public void A_failed_first_message_blocks_its_group_until_its_next_try()
    {
        _fifo.AddAll("a1", "a2", "b1");
        var a1 = _fifo.Start()!;
        _fifo.Fail(a1, Sec(5));
        Assert.Equal((3, 2), (_fifo.Waiting, _fifo.Blocked));
        Assert.Equal("b1", _fifo.Start()?.Message.Id);
        Assert.Null(_fifo.Start(Sec(4.9)));
        Assert.Equal(Sec(5), _fifo.NextWake);

        Assert.Same(a1, _fifo.Start(Sec(5)));
        _fifo.Passed(a1);

        Assert.Equal("a2", _fifo.Start(Sec(5))?.Message.Id);
        Assert.Equal((0, 0), (_fifo.Waiting, _fifo.Blocked));
    }

    [Fact]
    public void What_arrives_behind_a_blocked_message_is_blocked_too()
    {
        _fifo.AddAll("a1");
        _fifo.Fail(_fifo.Start()!, Sec(5));
        _fifo.AddAll("a2");

        Assert.Equal((2, 2), (_fifo.Waiting, _fifo.Blocked));
        Assert.Null(_fifo.Start());
    }

    [Fact]
    public void A_lane_that_is_given_up_returns_what_does_not_run_and_starts_nothing_more()
    {
        _fifo.AddAll("a1", "a2", "a3");
        var a1 = _fifo.Start()!;

        Assert.Equal(["a2", "a3"], Ids(_fifo.Close(a1.Lane!)));
        _fifo.Passed(a1);

        Assert.Null(_fifo.Start());
        Assert.Equal(0, _fifo.Waiting);
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

        Assert.Equal(["n1", "q1", "alone", "n2", "n3"], Enumerable.Range(0, 5).Select(_ => lanes.Start()!.Message.Id));
    }

    [Fact]
    public void What_is_parked_starts_after_what_is_fresh_while_everything_fails_and_before_it_otherwise()
    {
        var lanes = new LaneMachine(isFifo: false, maxReceives: null);
        lanes.Add(New("failed"));
        lanes.Park(lanes.Start()!);
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
        _fifo.AddAll("a1", "a2", "b1");
        _fifo.Park(_fifo.Start()!);

        Assert.Equal("b1", _fifo.Next(parkedLast: true)?.Message.Id);
        Assert.Equal("a1", _fifo.Next(parkedLast: true)?.Message.Id);
        Assert.Null(_fifo.Next());
        Assert.Equal((1, 0, 0), (_fifo.Waiting, _fifo.Parked, _fifo.Fresh));
    }

    [Fact]
    public void A_batch_of_a_group_holds_its_next_messages_in_order_and_after_a_failure_one_alone()
    {
        _fifo.AddAll("a1", "a2", "a3", "b1");
        List<Delivery> batch = [_fifo.Start()!];
        batch.ForEach(LaneSteps.HoldLong);
        _fifo.NextMore(batch, 2, Sec(0));
        Assert.Equal(["a1"], Ids(batch));

        foreach (var delivery in batch[0].Lane!.Messages)
        {
            LaneSteps.HoldLong(delivery);
        }

        _fifo.NextMore(batch, 2, Sec(0));
        Assert.Equal(["a1", "a2"], Ids(batch));
        _fifo.PutBack(batch[1]);
        _fifo.Fail(batch[0], Sec(1));
        List<Delivery> again = [_fifo.Start(Sec(1))!];
        Assert.Equal("b1", again[0].Message.Id);
        again = [_fifo.Start(Sec(1))!];
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
        List<Delivery> alone = [lanes.Start()!];
        lanes.NextMore(alone, 10, Sec(0));
        List<Delivery> batch = [lanes.Start()!];
        lanes.NextMore(batch, 10, Sec(0));

        Assert.Equal(["last"], Ids(alone));
        Assert.Equal(["a", "b"], Ids(batch));
    }

    [Fact]
    public void A_parked_group_starts_before_those_that_are_ready_where_things_go_well_again()
    {
        _fifo.AddAll("a1", "b1");
        _fifo.Park(_fifo.Start()!);

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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_running_message_that_came_again_goes_before_what_came_again_behind_it(bool comesFirst)
    {
        _fifo.AddAll("a1");
        var a1 = _fifo.Start()!;
        _fifo.Close(a1.Lane!);
        Assert.True(_fifo.Leaving.Contains("a"));
        if (comesFirst)
        {
            _fifo.Reopen(a1);
            _fifo.AddAll("a2");
        }
        else
        {
            _fifo.AddAll("a2");
            _fifo.Reopen(a1);
        }

        Assert.False(_fifo.Leaving.Contains("a"));
        Assert.Null(_fifo.Start());
        _fifo.Passed(a1);

        Assert.Equal("a2", _fifo.Start()?.Message.Id);
    }

    [Fact]
    public void A_group_of_a_standard_queue_takes_turns_again_after_it_was_empty_and_passes_over_what_has_ended()
    {
        var lanes = new LaneMachine(isFifo: false, maxReceives: null);
        lanes.Add(New("n1", "n"));
        Assert.Equal("n1", lanes.Start()?.Message.Id);
        var ended = New("n2", "n");
        lanes.Add(ended);
        lanes.Add(New("n3", "n"));
        lanes.Forget(ended);

        Assert.Equal("n3", lanes.Start()?.Message.Id);
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
        Assert.Same(b, lanes.Start());
    }
}
