using static Messaging.Deliveries;

namespace Messaging;

public sealed class CircuitMachineTests
{
    private readonly CircuitMachine _circuit = new(new ConsumerOptions { BreakAfter = 3, MaxParked = 2 }, new Random(1));

    [Fact]
    public void Opens_when_so_many_different_messages_failed_in_a_row()
    {
        Assert.False(_circuit.Failed(New("a"), Sec(0)));
        Assert.False(_circuit.Failed(New("b"), Sec(0)));
        Assert.False(_circuit.Failed(New("b"), Sec(1)));
        Assert.True(_circuit.Failed(New("c"), Sec(2)));

        Assert.Equal(Sec(2), _circuit.OpenSince);
        Assert.False(_circuit.MayStart(Sec(2)));
    }

    [Fact]
    public void A_success_begins_the_count_anew()
    {
        _circuit.Failed(New("a"), Sec(0));
        _circuit.Failed(New("b"), Sec(0));
        _circuit.Succeeded(New("c"));

        Assert.False(_circuit.Failed(New("d"), Sec(0)));
    }

    [Fact]
    public void Tries_one_message_at_a_time_later_each_time_up_to_thirty_seconds()
    {
        Open();
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var at = _circuit.NextWake(Sec(0))!.Value;
            var probe = New("p");
            Assert.True(_circuit.MayStart(at));
            _circuit.Started(probe);
            Assert.False(_circuit.MayStart(at));
            _circuit.Failed(probe, at);
            var longest = Sec(Math.Min(30, Math.Pow(2, attempt + 1)));
            Assert.InRange(_circuit.NextWake(at)!.Value - at, longest / 2, longest);
        }
    }

    [Fact]
    public void Closes_when_a_try_succeeds_and_not_when_an_earlier_handler_does()
    {
        Open();
        var probe = New("p");
        _circuit.Started(probe);

        Assert.False(_circuit.Succeeded(New("earlier")));
        Assert.True(_circuit.Succeeded(probe));
        Assert.True(_circuit.MayStart(Sec(0)));
    }

    [Fact]
    public void A_try_that_says_nothing_is_followed_by_the_next_at_once()
    {
        Open();
        var at = _circuit.NextWake(Sec(0))!.Value;
        var probe = New("p");
        _circuit.Started(probe);

        _circuit.Ended(probe);

        Assert.True(_circuit.MayStart(at));
    }

    [Fact]
    public void Parks_only_while_open_up_to_the_limit_and_for_an_hour()
    {
        var message = New("a");
        Assert.False(_circuit.MayPark(message, 0, Sec(0)));
        Open();

        Assert.True(_circuit.MayPark(message, 1, Sec(0)));
        Assert.False(_circuit.MayPark(message, 2, Sec(0)));
        Assert.True(_circuit.MayPark(message, 0, Sec(3_599)));
        Assert.False(_circuit.MayPark(message, 0, Sec(3_600)));
        message.WasParked = true;
        Assert.False(_circuit.MayPark(message, 1, Sec(0)));
    }

    [Fact]
    public void Never_opens_when_it_is_turned_off()
    {
        var off = new CircuitMachine(new ConsumerOptions { BreakAfter = 0 }, new Random(1));

        Assert.All(Enumerable.Range(0, 50), number => Assert.False(off.Failed(New($"m{number}"), Sec(0))));
    }

    private void Open()
    {
        foreach (var id in (string[])["a", "b", "c"])
        {
            _circuit.Failed(New(id), Sec(0));
        }

        Assert.True(_circuit.IsOpen);
    }
}
