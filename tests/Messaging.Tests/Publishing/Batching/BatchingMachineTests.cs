using static Messaging.Outgoing;

namespace Messaging;

public sealed class BatchingMachineTests
{
    private readonly BatchingMachine _machine = Machine(Standard);

    [Fact]
    public void A_lone_message_leaves_at_once()
    {
        Add(_machine, "a");

        Assert.Equal(["a"], Ids(_machine.Cut(Ms(0))));
        Assert.Null(_machine.Cut(Ms(0)));
    }

    [Fact]
    public void A_full_batch_leaves_while_another_request_is_under_way()
    {
        Busy(_machine);
        for (var index = 0; index < 9; index++)
        {
            Add(_machine, $"{index}");
        }

        Assert.Null(_machine.Cut(Ms(1)));
        Add(_machine, "9");

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], Ids(_machine.Cut(Ms(1))));
    }

    [Fact]
    public void A_partial_batch_leaves_when_no_request_is_under_way_any_more()
    {
        var request = Busy(_machine);
        Add(_machine, "a");
        Assert.Null(_machine.Cut(Ms(5)));

        _machine.Answered(request, [Accepted], Ms(5));

        Assert.Equal(["a"], Ids(_machine.Cut(Ms(5))));
    }

    [Fact]
    public void A_partial_batch_waits_for_twice_the_round_trip()
    {
        for (var round = 0; round < 50; round++)
        {
            _machine.Answered(Busy(_machine), [Accepted], Ms(8));
        }

        Busy(_machine);
        Add(_machine, "a");
        var wake = _machine.NextWake!.Value;

        Assert.InRange(wake.TotalMilliseconds, 15.9, 16.1);
        Assert.Null(_machine.Cut(wake - Ms(0.1)));
        Assert.Equal(["a"], Ids(_machine.Cut(wake)));
    }

    [Fact]
    public void A_partial_batch_waits_at_most_fifty_milliseconds()
    {
        for (var round = 0; round < 50; round++)
        {
            _machine.Answered(Busy(_machine), [Accepted], Ms(400));
        }

        Busy(_machine);
        Add(_machine, "a");

        Assert.Equal(Ms(50), _machine.NextWake);
        Assert.Null(_machine.Cut(Ms(49)));
        Assert.Equal(["a"], Ids(_machine.Cut(Ms(50))));
    }

    [Fact]
    public void No_request_is_larger_than_the_destination_takes()
    {
        Add(_machine, "a", size: 600);
        Add(_machine, "b", size: 401);
        Add(_machine, "c", size: 599);
        Add(_machine, "d", size: 1_000);

        Assert.Equal(["a"], Ids(_machine.Cut(Ms(0))));
        Assert.Equal(["b", "c"], Ids(_machine.Cut(Ms(0))));
        Assert.Equal(["d"], Ids(_machine.Cut(Ms(0))));
    }

    [Fact]
    public void No_more_requests_are_under_way_than_allowed()
    {
        var machine = Machine(Standard, new BatchingOptions { MaxRequests = 2 });
        for (var index = 0; index < 30; index++)
        {
            Add(machine, $"{index}");
        }

        var first = machine.Cut(Ms(0));
        Assert.NotNull(machine.Cut(Ms(0)));
        Assert.Null(machine.Cut(Ms(0)));
        Assert.Null(machine.NextWake);

        machine.Answered(first!, [.. first!.Select(_ => Accepted)], Ms(5));
        Assert.Equal(10, machine.Cut(Ms(5))!.Length);
    }

    [Fact]
    public async Task A_throttled_message_is_sent_again_and_its_neighbours_are_not()
    {
        Add(_machine, "first");
        var (a, b) = (Add(_machine, "a"), Add(_machine, "b"));
        var request = _machine.Cut(Ms(0))!;

        _machine.Answered(request, [Accepted, Throttled, Accepted], Ms(5));
        Assert.True(b.Answer.IsCompletedSuccessfully);
        Assert.False(a.Answer.IsCompleted);
        Assert.Null(_machine.Cut(Ms(5)));
        var again = _machine.Cut(_machine.NextWake!.Value)!;

        Assert.Equal(["a"], Ids(again));
        _machine.Answered(again, [Accepted], Ms(500));
        Assert.Equal(Accepted, await a.Answer);
        Assert.True(_machine.IsIdle);
    }

    [Fact]
    public async Task A_message_is_not_sent_again_for_ever()
    {
        var entry = Add(_machine, "a");
        var now = Ms(0);
        var sent = 0;
        while (_machine.Cut(now) is { } request)
        {
            sent++;
            _machine.Answered(request, [Throttled], now);
            now = _machine.NextWake ?? now;
        }

        Assert.Equal(Throttled, await entry.Answer);
        Assert.InRange(sent, 20, 60);
        Assert.InRange(now.TotalSeconds, 115, 130);
        Assert.True(_machine.IsIdle);
    }

    [Fact]
    public async Task A_message_that_is_invalid_fails_at_once()
    {
        var entry = Add(_machine, "a");

        _machine.Answered(_machine.Cut(Ms(0))!, [Invalid], Ms(5));

        Assert.Equal(Invalid, await entry.Answer);
        Assert.True(_machine.IsIdle);
    }

    [Fact]
    public async Task A_request_refused_for_good_is_sent_again_message_by_message()
    {
        var entries = new[] { Add(_machine, "a"), Add(_machine, "b"), Add(_machine, "c") };
        _machine.Failed(_machine.Cut(Ms(0))!, Refusal(isTransient: false), Ms(5));
        var (first, second, third) = (_machine.Cut(Ms(5))!, _machine.Cut(Ms(5))!, _machine.Cut(Ms(5))!);
        Assert.Equal(["a", "b", "c"], [.. Ids(first), .. Ids(second), .. Ids(third)]);

        _machine.Answered(first, [Accepted], Ms(9));
        _machine.Failed(second, Refusal(isTransient: false), Ms(9));
        _machine.Answered(third, [Accepted], Ms(9));

        Assert.Equal(Accepted, await entries[0].Answer);
        Assert.False((await Assert.ThrowsAsync<SendException>(() => entries[1].Answer)).IsTransient);
        Assert.Equal(Accepted, await entries[2].Answer);
    }

    [Fact]
    public async Task A_request_that_was_refused_whatever_it_held_fails_for_each_caller()
    {
        var (a, b) = (Add(_machine, "a"), Add(_machine, "b"));

        _machine.Failed(_machine.Cut(Ms(0))!, new SendException("no", "orders", "AccessDenied", false) { IsForAll = true }, Ms(5));

        await Assert.ThrowsAsync<SendException>(() => a.Answer);
        await Assert.ThrowsAsync<SendException>(() => b.Answer);
        Assert.True(_machine.IsIdle);
    }

    [Fact]
    public async Task A_request_that_failed_for_now_fails_for_each_caller()
    {
        var (a, b) = (Add(_machine, "a"), Add(_machine, "b"));

        _machine.Failed(_machine.Cut(Ms(0))!, Refusal(isTransient: true), Ms(5));

        Assert.True((await Assert.ThrowsAsync<SendException>(() => a.Answer)).IsTransient);
        await Assert.ThrowsAsync<SendException>(() => b.Answer);
        Assert.True(_machine.IsIdle);
    }

    [Fact]
    public void A_cancelled_message_is_never_sent_and_the_others_are()
    {
        Add(_machine, "a");
        Assert.True(Add(_machine, "b").Cancel(new CancellationToken(true)));
        Add(_machine, "c");

        Assert.Equal(["a", "c"], Ids(_machine.Cut(Ms(0))));
        Assert.Null(_machine.Cut(Ms(1_000)));
    }

    [Fact]
    public void A_message_cancelled_before_its_next_try_is_not_sent_again()
    {
        var entry = Add(_machine, "a");
        _machine.Answered(_machine.Cut(Ms(0))!, [Throttled], Ms(5));
        entry.Cancel(new CancellationToken(true));

        Assert.Null(_machine.Cut(TimeSpan.FromMinutes(1)));
        Assert.True(_machine.IsIdle);
    }

    private static BatchingMachine Machine(DestinationLimits limits, BatchingOptions? options = null) =>
        new(limits, options ?? new BatchingOptions(), new Random(1));

    private static SendException Refusal(bool isTransient) => new("Refused.", "orders", "Code", isTransient);

    private static PublishEntry Add(BatchingMachine machine, string id, int size = 1)
    {
        var entry = Entry(id, null, size);
        machine.Add(entry, Ms(0));
        return entry;
    }

    private static PublishEntry[] Busy(BatchingMachine machine)
    {
        Add(machine, "busy");
        return machine.Cut(Ms(0))!;
    }
}
