using static Messaging.Outgoing;

namespace Messaging;

public sealed class BatchingFifoTests
{
    private readonly BatchingMachine _machine = new(Fifo, new BatchingOptions(), new Random(1));

    [Fact]
    public void A_request_holds_one_message_of_a_group()
    {
        AddAll("a1", "a2", "b1", "c1", "b2");

        Assert.Equal(["a1", "b1", "c1"], Ids(_machine.Cut(Ms(0))));
    }

    [Fact]
    public void A_group_has_one_request_under_way()
    {
        AddAll("a1", "a2");
        var first = _machine.Cut(Ms(0))!;
        Assert.Null(_machine.Cut(Ms(1_000)));

        _machine.Answered(first, [Accepted], Ms(1_000));

        Assert.Equal(["a2"], Ids(_machine.Cut(Ms(1_000))));
    }

    [Fact]
    public void A_message_that_is_sent_again_stays_before_those_behind_it()
    {
        AddAll("a1", "a2", "b1", "b2");
        _machine.Answered(_machine.Cut(Ms(0))!, [Throttled, Accepted], Ms(5));

        var next = _machine.Cut(Ms(5))!;
        Assert.Equal(["b2"], Ids(next));
        _machine.Answered(next, [Accepted], Ms(6));

        var again = _machine.Cut(_machine.NextWake!.Value)!;
        Assert.Equal(["a1"], Ids(again));
        _machine.Answered(again, [Accepted], Ms(500));
        Assert.Equal(["a2"], Ids(_machine.Cut(Ms(500))));
    }

    [Fact]
    public void A_message_that_failed_for_good_lets_the_next_one_go()
    {
        AddAll("a1", "a2");
        _machine.Answered(_machine.Cut(Ms(0))!, [Invalid], Ms(5));

        Assert.Equal(["a2"], Ids(_machine.Cut(Ms(5))));
    }

    [Fact]
    public void A_cancelled_message_lets_the_next_one_of_its_group_go()
    {
        var cancelled = Entry("a0", "a");
        var machine = new BatchingMachine(Fifo, new BatchingOptions(), new Random(1));
        machine.Add(cancelled, Ms(0));
        machine.Add(Entry("a1", "a"), Ms(0));
        cancelled.Cancel(new CancellationToken(true));

        Assert.Equal(["a1"], Ids(machine.Cut(Ms(0))));
    }

    [Fact]
    public void While_a_refused_request_is_split_its_groups_stay_in_order()
    {
        AddAll("a1", "b1", "a2", "b2");
        _machine.Failed(_machine.Cut(Ms(0))!, new SendException("Refused.", "orders", null, false), Ms(5));

        var (a1, b1) = (_machine.Cut(Ms(5))!, _machine.Cut(Ms(5))!);
        Assert.Equal(["a1", "b1"], [.. Ids(a1), .. Ids(b1)]);
        Assert.Null(_machine.Cut(Ms(1_000)));
        _machine.Answered(a1, [Accepted], Ms(1_000));
        _machine.Answered(b1, [Accepted], Ms(1_000));

        Assert.Equal(["a2", "b2"], Ids(_machine.Cut(Ms(1_000))));
    }

    private void AddAll(params ReadOnlySpan<string> ids)
    {
        foreach (var id in ids)
        {
            _machine.Add(Entry(id, id[..1]), Ms(0));
        }
    }
}
