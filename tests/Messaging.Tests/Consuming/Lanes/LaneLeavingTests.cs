using static Messaging.Deliveries;

namespace Messaging;

/// <summary>What goes back to the queue: of a stop, and of a group that is given up.</summary>
public sealed class LaneLeavingTests
{
    private readonly LaneMachine _fifo = new(isFifo: true, maxReceives: 3);

    [Fact]
    public void Stopping_takes_out_all_but_last_attempts_and_what_is_before_them()
    {
        _fifo.Add(New("a1", "a"));
        _fifo.Add(New("a2", "a", receives: 3));
        _fifo.Add(New("a3", "a"));
        _fifo.Add(New("b1", "b"));

        Assert.Equal(["a3", "b1"], Ids(_fifo.TakeForStop().SelectMany(taken => taken)));
        var a1 = _fifo.Start()!;
        _fifo.Passed(a1);
        Assert.Equal(("a1", "a2"), (a1.Message.Id, _fifo.Start()?.Message.Id));
        Assert.Null(_fifo.Start());
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
        Assert.Equal("last", lanes.Start()?.Message.Id);
        Assert.Null(lanes.Start());
    }

    [Fact]
    public void Stopping_takes_out_a_failed_group_whole()
    {
        _fifo.AddAll("a1", "a2");
        _fifo.Fail(_fifo.Start()!, Sec(5));

        Assert.Equal(["a1", "a2"], Ids(_fifo.TakeForStop().SelectMany(taken => taken)));

        Assert.Null(_fifo.Start(Sec(5)));
        Assert.Equal((0, 0), (_fifo.Waiting, _fifo.Blocked));
    }

    [Fact]
    public void Stopping_lets_a_failed_message_go_on_at_once_where_a_last_attempt_stands_behind_it()
    {
        _fifo.Add(New("a1", "a"));
        _fifo.Add(New("a2", "a", receives: 3));
        _fifo.Add(New("a3", "a"));
        _fifo.Fail(_fifo.Start()!, Sec(5));

        Assert.Equal(["a3"], Ids(_fifo.TakeForStop().SelectMany(taken => taken)));

        Assert.Equal((2, 0), (_fifo.Waiting, _fifo.Blocked));
        Assert.Equal("a1", _fifo.Start()?.Message.Id);
    }

    [Fact]
    public void Stopping_takes_out_what_is_parked_too()
    {
        var lanes = new LaneMachine(isFifo: false, maxReceives: null);
        lanes.Add(New("failed"));
        lanes.Park(lanes.Start()!);
        lanes.Add(New("fresh"));

        Assert.Equal(["fresh", "failed"], Ids(Assert.Single(lanes.TakeForStop())));
        Assert.Equal((0, 0), (lanes.Waiting, lanes.Parked));
    }

    [Fact]
    public void A_group_that_is_given_up_is_leaving_until_the_last_of_it_is_settled()
    {
        _fifo.AddAll("a1", "a2", "b1");
        var a1 = _fifo.Start()!;
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
        _fifo.AddAll("a1");

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
}
