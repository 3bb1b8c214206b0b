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
            _receiving.Failed(count, now);
            var pause = _receiving.NextWake(now)!.Value - now;
            var longest = Sec(Math.Min(30, Math.Pow(2, failure)));
            Assert.InRange(pause, longest / 2, longest);
            Assert.Equal(0, _receiving.Next(0, 100, now + pause - Sec(0.001)));
        }

        Answer(10, 1, starving: false, startSeconds: 2_000);
        _receiving.Failed(_receiving.Next(0, 100, Sec(2_000)), Sec(2_000));
        Assert.InRange(_receiving.NextWake(Sec(2_000))!.Value, Sec(2_000.5), Sec(2_001));
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
    public void A_fifo_receive_is_named_and_repeated_by_name_only_when_its_answer_was_lost()
    {
        var attempts = new ReceiveAttempts(isFifo: true, new Random(1));
        var first = attempts.Next(Sec(0));
        attempts.Failed(first, mayHaveTaken: true, Sec(1));
        Assert.Equal(first, attempts.Next(Sec(2)));
        attempts.Failed(first, mayHaveTaken: false, Sec(3));
        var second = attempts.Next(Sec(4));
        attempts.Failed(second, mayHaveTaken: true, Sec(5));

        Assert.NotEqual(first, second);
        Assert.NotEqual(second, attempts.Next(Sec(5 + 240)));
        Assert.Null(new ReceiveAttempts(isFifo: false, new Random(1)).Next(Sec(0)));
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

    [Fact]
    public void Retry_delays_grow_and_stay_within_half_and_all_of_the_bound() => Gen.Select(
        Gen.Int[1, 10_000], Gen.Int[1, 100], Gen.Int[1, 43_200], Gen.Int).Sample((deliveries, first, longest, seed) =>
    {
        var delay = RetryDelays.After(deliveries, Sec(first), Sec(longest), new Random(seed)).TotalSeconds;
        var bound = Math.Min(longest, first * Math.Pow(2, Math.Min(deliveries - 1, 30)));
        return delay >= (bound / 2) - 0.001 && delay <= bound + 0.001;
    });

    private void Answer(int asked, int received, bool starving, double tookSeconds = 0, double startSeconds = 0)
    {
        Assert.Equal(asked, _receiving.Next(0, 100, Sec(startSeconds)));
        _receiving.Answered(asked, received, starving, Sec(startSeconds), Sec(startSeconds + tookSeconds));
    }

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
