using static Messaging.Deliveries;

namespace Messaging;

public sealed class HoldingMachineTests
{
    private static readonly TimeSpan Visibility = Sec(30);

    private readonly HoldingMachine _holding = new(Visibility, TimeSpan.FromHours(12));
    private readonly Delivery _message = New("a");

    [Fact]
    public void Extends_when_half_the_timeout_has_passed()
    {
        _holding.Begin(_message, Sec(0));
        Assert.Equal(Sec(15), _holding.NextWake);
        Assert.Empty(_holding.Due(Sec(14.9)).Extend);

        Assert.Equal([(_message, Visibility)], _holding.Due(Sec(15)).Extend);
    }

    [Fact]
    public void Extends_those_due_soon_in_the_same_request()
    {
        var (soon, later) = (New("soon"), New("later"));
        _holding.Begin(_message, Sec(0));
        _holding.Begin(soon, Sec(3));
        _holding.Begin(later, Sec(3.1));

        Assert.Equal(["a", "soon"], Ids(_holding.Due(Sec(15)).Extend.Select(entry => entry.Delivery)));
    }

    [Fact]
    public void An_accepted_extension_counts_from_when_it_was_sent()
    {
        Extend(Sec(15));

        Assert.True(_holding.Answered(_message, Visibility, null, Sec(15), Sec(17)));

        Assert.Equal((Sec(45), Sec(30)), (_message.HiddenUntil, _holding.NextWake));
    }

    [Fact]
    public void There_is_never_a_second_extension_of_a_message_under_way()
    {
        Extend(Sec(15));

        Assert.Empty(_holding.Due(Sec(29)).Extend);
    }

    [Fact]
    public void An_extension_that_failed_for_now_is_tried_again_after_a_second()
    {
        Extend(Sec(15));
        _message.IsChanging = false;
        Assert.True(_holding.Answered(_message, Visibility, Transient, Sec(15), Sec(16)));

        Assert.Equal(Sec(17), _holding.NextWake);
        Assert.Single(_holding.Due(Sec(17)).Extend);
    }

    [Fact]
    public void A_refused_extension_ends_the_hold()
    {
        Extend(Sec(15));

        Assert.False(_holding.Answered(_message, Visibility, Gone, Sec(15), Sec(16)));
    }

    [Fact]
    public void A_hold_without_an_answer_lapses_when_the_timeout_has_passed()
    {
        Extend(Sec(15));
        Assert.Equal(Sec(30), _holding.NextWake);

        Assert.Equal([_message], _holding.Due(Sec(30)).Lapsed);
    }

    [Fact]
    public void No_extension_reaches_beyond_twelve_hours_from_the_receive()
    {
        var longest = TimeSpan.FromHours(12) - Sec(5);
        var (now, lapsedAt, lastUntil) = (Sec(0), (TimeSpan?)null, Sec(0));
        _holding.Begin(_message, now);
        while (lapsedAt is null)
        {
            now = _holding.NextWake!.Value;
            var (extend, lapsed) = _holding.Due(now);
            lapsedAt = lapsed.Count > 0 ? now : null;
            foreach (var (delivery, value) in extend)
            {
                Assert.True(now + value <= longest && value >= Sec(1));
                lastUntil = now + value;
                delivery.IsChanging = false;
                _holding.Answered(delivery, value, null, now, now);
            }
        }

        Assert.Equal(lastUntil, lapsedAt);
        Assert.InRange(lapsedAt.Value, longest - Sec(2), longest);
        Assert.Equal(TimeSpan.Zero, HoldingMachine.Remaining(_message, longest));
    }

    [Fact]
    public void A_message_that_is_given_back_is_not_extended()
    {
        _holding.Begin(_message, Sec(0));
        _message.State = DeliveryState.Returning;

        Assert.Empty(_holding.Due(Sec(15)).Extend);
        Assert.Equal([_message], _holding.Due(Sec(30)).Lapsed);
    }

    [Fact]
    public void A_message_that_has_ended_is_looked_at_no_more()
    {
        _holding.Begin(_message, Sec(0));

        HoldingMachine.End(_message);

        Assert.Null(_holding.NextWake);
        Assert.Equal((0, 0), (_holding.Due(Sec(40)).Extend.Count, _holding.Due(Sec(40)).Lapsed.Count));
    }

    private void Extend(TimeSpan now)
    {
        _holding.Begin(_message, Sec(0));
        Assert.Single(_holding.Due(now).Extend);
    }
}
