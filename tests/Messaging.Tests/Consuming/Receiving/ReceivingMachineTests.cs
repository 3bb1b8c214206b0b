using CsCheck;
using static Messaging.Deliveries;

namespace Messaging;

public sealed class ReceivingMachineTests
{
    private readonly ReceivingMachine _receiving = new(new ConsumerOptions { MaxConcurrency = 100 }, new Random(1));

    [Fact]
    public void Begins_with_one_receive_of_ten()
    {
        Assert.Equal(10, _receiving.Next(0, 100, Sec(0)));
        Assert.Equal(0, _receiving.Next(0, 100, Sec(0)));
    }

    [Fact]
    public void Grows_while_answers_come_at_once_and_slots_starve()
    {
        Answer(10, 10, starving: true);

        Assert.Equal(2, Loops());
    }

    [Fact]
    public void Never_has_more_receives_under_way_than_allowed()
    {
        for (var round = 0; round < 30; round++)
        {
            Answer(10, 10, starving: true);
        }

        Assert.Equal(10, Loops());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(4, true)]
    [InlineData(9, false)]
    public void Shrinks_to_one_when_answers_are_empty_or_enough_and_not_full(int received, bool starving)
    {
        for (var round = 0; round < 5; round++)
        {
            Answer(10, 10, starving: true);
        }

        for (var round = 0; round < 9; round++)
        {
            Answer(10, received, starving, tookSeconds: 20);
        }

        Assert.Equal(1, Loops());
    }

    [Theory]
    [InlineData(10, false, 0)]
    [InlineData(5, true, 20)]
    public void Full_answers_and_half_full_ones_that_leave_slots_idle_take_no_receive_away(int received, bool starving, double tookSeconds)
    {
        Answer(10, 10, starving: true);
        Answer(10, 10, starving: true);

        Answer(10, received, starving, tookSeconds);

        Assert.Equal(3, Loops());
    }

    [Fact]
    public void A_half_full_answer_that_comes_at_once_is_a_reason_to_grow()
    {
        Answer(10, 5, starving: true);

        Assert.Equal(2, Loops());
    }

    [Fact]
    public void A_slow_answer_is_no_reason_to_grow()
    {
        Answer(10, 10, starving: true, tookSeconds: 1);

        Assert.Equal(1, Loops());
    }

    [Theory]
    [InlineData(10, 200, 100)]
    [InlineData(10, 400, 50)]
    [InlineData(10, 10_000, 2)]
    [InlineData(1, 10_000, 0)]
    [InlineData(1, 1, 100)]
    public void Buffers_what_will_start_within_two_seconds(int concurrency, int handlerMilliseconds, int expected)
    {
        var receiving = new ReceivingMachine(new ConsumerOptions { MaxConcurrency = concurrency }, new Random(1));
        Assert.Equal(0, receiving.MaxWaiting);

        receiving.Handled(TimeSpan.FromMilliseconds(handlerMilliseconds));

        Assert.Equal(expected, receiving.MaxWaiting);
    }

    [Fact]
    public void One_slow_handler_changes_the_measured_time_by_a_sixteenth()
    {
        var receiving = new ReceivingMachine(new ConsumerOptions { MaxConcurrency = 5 }, new Random(1));

        receiving.Handled(Sec(0.1));
        Assert.Equal(100, receiving.MaxWaiting);
        receiving.Handled(Sec(1.7));

        Assert.Equal(50, receiving.MaxWaiting);
    }

    [Fact]
    public void Batch_handlers_take_several_messages_for_each_slot()
    {
        var receiving = new ReceivingMachine(new ConsumerOptions { MaxConcurrency = 2, MaxBatch = 5 }, new Random(1));
        receiving.Handled(Sec(1));

        Assert.Equal(20, receiving.MaxWaiting);
        Assert.Equal(10, receiving.Next(waiting: 20, free: 2, Sec(0)));
        Assert.Equal(0, receiving.Next(waiting: 20, free: 2, Sec(0)));
    }

    [Fact]
    public void What_is_asked_for_takes_room()
    {
        var receiving = new ReceivingMachine(new ConsumerOptions { MaxConcurrency = 25 }, new Random(1));
        receiving.Next(0, 25, Sec(0));
        receiving.Answered(10, 10, starving: true, Sec(0), Sec(0));
        receiving.Next(0, 25, Sec(0));
        receiving.Answered(10, 10, starving: true, Sec(0), Sec(0));

        Assert.Equal([10, 10, 0], Enumerable.Range(0, 3).Select(_ => receiving.Next(0, 25, Sec(0))));
    }

    [Theory]
    [InlineData(9, 10)]
    [InlineData(10, 0)]
    public void Groups_hold_back_no_more_than_the_buffer_and_what_came_with_their_first(int behind, int expected)
    {
        var options = new ConsumerOptions { MaxConcurrency = 1, MaxBuffer = 10 };
        var (receiving, slots, lanes) = (new ReceivingMachine(options, new Random(1), isFifo: true), new Slots(options), new LaneMachine(isFifo: true, null));
        receiving.Handled(Sec(0.001));
        for (var number = 0; number <= behind; number++)
        {
            lanes.Add(New($"{number}", group: "a"));
        }

        Assert.NotNull(lanes.Next());

        Assert.Equal(expected, receiving.Next(lanes, slots, Sec(0)));
    }

    [Fact]
    public void Slow_handlers_do_not_hoard()
    {
        var receiving = new ReceivingMachine(new ConsumerOptions { MaxConcurrency = 2 }, new Random(1));
        receiving.Handled(Sec(60));

        Assert.Equal(2, receiving.Next(0, 2, Sec(0)));
        receiving.Answered(2, 2, starving: false, Sec(0), Sec(0));
        Assert.Equal(0, receiving.Next(0, 0, Sec(0)));
        Assert.Equal(1, receiving.Next(0, 1, Sec(0)));
    }

    [Fact]
    public void After_failures_it_pauses_longer_each_time_from_half_a_second_to_thirty()
    {
        for (var failure = 0; failure < 12; failure++)
        {
            var now = Sec(100 * failure);
            var count = _receiving.Next(0, 100, now);
            Assert.Equal(10, count);
            _receiving.Failed(count, now, now);
            var pause = _receiving.NextWake(now)!.Value - now;
            var longest = Sec(Math.Min(30, Math.Pow(2, failure)));
            Assert.InRange(pause, longest / 2, longest);
            Assert.Equal(0, _receiving.Next(0, 100, now + pause - Sec(0.001)));
        }

        Answer(10, 1, starving: false, startSeconds: 2_000);
        _receiving.Failed(_receiving.Next(0, 100, Sec(2_000)), Sec(2_000), Sec(2_000));
        Assert.InRange(_receiving.NextWake(Sec(2_000))!.Value, Sec(2_000.5), Sec(2_001));
    }

    [Fact]
    public void Receiving_fails_since_the_first_failure_after_a_success()
    {
        Fail(Sec(1));
        Fail(Sec(100));
        Assert.Equal(Sec(1), _receiving.FailingSince);

        Answer(10, 1, starving: true, startSeconds: 200);
        Assert.Null(_receiving.FailingSince);
        Fail(Sec(300));

        Assert.Equal(Sec(300), _receiving.FailingSince);
    }

    [Theory]
    [InlineData(20, 4.9, true)]
    [InlineData(20, 5, false)]
    [InlineData(0, 0.9, true)]
    [InlineData(0, 1, false)]
    public void An_empty_answer_is_early_in_the_first_quarter_of_the_wait(double wait, double took, bool isEarly)
    {
        var receiving = new ReceivingMachine(new ConsumerOptions { ReceiveWait = Sec(wait) }, new Random(1));
        receiving.Next(0, 10, Sec(50));

        receiving.Answered(10, 0, starving: true, Sec(50), Sec(50 + took));

        Assert.Equal(isEarly, receiving.NextWake(Sec(50 + took)) is not null);
    }

    [Fact]
    public void An_empty_answer_that_did_not_wait_is_followed_by_a_pause()
    {
        Answer(10, 0, starving: true, tookSeconds: 0.1);

        Assert.InRange(_receiving.NextWake(Sec(0.1))!.Value, Sec(0.35), Sec(0.6));
        Assert.Equal(0, _receiving.Next(0, 100, Sec(0.3)));
        Assert.Equal(10, _receiving.Next(0, 100, Sec(0.6)));
    }

    [Fact]
    public void An_empty_answer_that_waited_is_followed_by_the_next_receive()
    {
        Answer(10, 0, starving: true, tookSeconds: 20);

        Assert.Null(_receiving.NextWake(Sec(20)));
        Assert.Equal(10, _receiving.Next(0, 100, Sec(20)));
    }

    [Theory]
    [InlineData(3, 0.5)]
    [InlineData(10, 0)]
    [InlineData(0, 0)]
    public void Lets_messages_gather_after_a_receive_that_brought_a_few(int received, double pause)
    {
        var receiving = new ReceivingMachine(new ConsumerOptions { ReceiveLinger = Sec(0.5) }, new Random(1));
        Assert.Equal(10, receiving.Next(0, 10, Sec(0)));
        receiving.Answered(10, received, starving: true, Sec(0), Sec(20));

        Assert.Equal(pause > 0 ? 0 : 10, receiving.Next(0, 10, Sec(20)));
        Assert.Equal(pause > 0 ? Sec(20.5) : null, receiving.NextWake(Sec(20)));
        Assert.True(pause == 0 || receiving.Next(0, 10, Sec(20.5)) == 10);
    }

    [Fact]
    public void Asks_for_nothing_when_stopped()
    {
        _receiving.IsStopped = true;

        Assert.Equal(0, _receiving.Next(0, 100, Sec(0)));
    }

    [Fact]
    public void Never_asks_for_more_than_there_is_room_for() => Gen.Select(
        Gen.Int[1, 200], Gen.Int[1, 20_000], Gen.Int[0, 150], Gen.Int[0, 200]).Sample((concurrency, milliseconds, waiting, running) =>
    {
        var receiving = new ReceivingMachine(new ConsumerOptions { MaxConcurrency = concurrency }, new Random(1));
        receiving.Handled(TimeSpan.FromMilliseconds(milliseconds));
        running = Math.Min(running, concurrency);
        var count = receiving.Next(waiting, concurrency - running, Sec(0));
        return count is >= 0 and <= 10
            && (count == 0 || waiting + count <= receiving.MaxWaiting + concurrency - running)
            && (count > 0 || waiting > 0 || running == concurrency);
    });

    private void Answer(int asked, int received, bool starving, double tookSeconds = 0, double startSeconds = 0)
    {
        Assert.Equal(asked, _receiving.Next(0, 100, Sec(startSeconds)));
        _receiving.Answered(asked, received, starving, Sec(startSeconds), Sec(startSeconds + tookSeconds));
    }

    private void Fail(TimeSpan now) => _receiving.Failed(_receiving.Next(0, 100, now), now, now);

    private int Loops()
    {
        var loops = 0;
        while (_receiving.Next(0, 100, Sec(1_000)) > 0)
        {
            loops++;
        }

        return loops;
    }
}
