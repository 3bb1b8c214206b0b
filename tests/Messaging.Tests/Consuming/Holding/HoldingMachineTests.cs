using System.Runtime.CompilerServices;
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
        _holding.Begin(_message);
        Assert.Equal(Sec(15), _holding.NextWake);
        Assert.Empty(_holding.Due(Sec(14.9)).Extend);

        Assert.Equal([(_message, Visibility)], _holding.Due(Sec(15)).Extend);
    }

    [Fact]
    public void Extends_those_due_soon_in_the_same_request()
    {
        var (soon, later) = (New("soon", receivedAt: Sec(3)), New("later", receivedAt: Sec(3.1)));
        _holding.Begin(_message);
        _holding.Begin(soon);
        _holding.Begin(later);

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
        _holding.Begin(_message);
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
    public void No_extension_reaches_beyond_the_longest_hold()
    {
        var holding = new HoldingMachine(Visibility, Sec(40.5));
        holding.Begin(_message);

        Assert.Equal([(_message, Sec(25))], holding.Due(Sec(15)).Extend);
        _message.IsChanging = false;
        holding.Answered(_message, Sec(25), null, Sec(15), Sec(15));

        Assert.Empty(holding.Due(Sec(39)).Extend);
        Assert.Equal([_message], holding.Due(Sec(40)).Lapsed);
    }

    [Fact]
    public void What_is_left_of_the_twelve_hours_counts_from_the_receive()
    {
        var message = New("a", receivedAt: Sec(100));

        Assert.Equal(TimeSpan.FromHours(12) - Sec(5 + 50), HoldingMachine.Remaining(message, Sec(150)));
        Assert.Equal(TimeSpan.Zero, HoldingMachine.Remaining(message, TimeSpan.FromHours(13)));
    }

    [Fact]
    public void After_an_answer_that_took_long_the_next_extension_is_due_now()
    {
        Extend(Sec(15));
        _message.IsChanging = false;

        Assert.True(_holding.Answered(_message, Visibility, null, Sec(15), Sec(32)));

        Assert.Equal(Sec(32), _holding.NextWake);
        Assert.Single(_holding.Due(Sec(32)).Extend);
    }

    [Fact]
    public void An_extension_that_failed_at_the_last_moment_is_over_when_the_timeout_has_passed()
    {
        Extend(Sec(15));

        Assert.True(_holding.Answered(_message, Visibility, Transient, Sec(15), Sec(29.5)));

        Assert.Equal(Sec(30), _holding.NextWake);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void What_is_lost_or_already_being_changed_is_not_extended(bool isLost, bool isChanging)
    {
        _holding.Begin(_message);
        (_message.IsLost, _message.IsChanging) = (isLost, isChanging);

        Assert.Empty(_holding.Due(Sec(15)).Extend);
    }

    [Fact]
    public void What_lapses_soon_and_is_not_extended_waits_for_its_moment()
    {
        _holding.Begin(_message);
        _message.State = DeliveryState.Returning;

        var (extend, lapsed) = _holding.Due(Sec(28));

        Assert.Equal((0, 0, Sec(30)), (extend.Count, lapsed.Count, _holding.NextWake));
    }

    [Fact]
    public void A_message_that_is_given_back_is_not_extended()
    {
        _holding.Begin(_message);
        _message.State = DeliveryState.Returning;

        Assert.Empty(_holding.Due(Sec(15)).Extend);
        Assert.Equal([_message], _holding.Due(Sec(30)).Lapsed);
    }

    [Fact]
    public void A_message_that_has_ended_is_looked_at_no_more()
    {
        _holding.Begin(_message);

        _holding.End(_message);

        Assert.Null(_holding.NextWake);
        Assert.Equal((0, 0), (_holding.Due(Sec(40)).Extend.Count, _holding.Due(Sec(40)).Lapsed.Count));
    }

    [Fact]
    public void What_has_ended_is_not_kept_while_an_older_message_is_held()
    {
        _holding.Begin(_message);

        var ended = Enumerable.Range(1, 1000).Select(number => BeginAndEnd(Sec(number * 0.01))).ToList();
        GC.Collect();

        Assert.InRange(ended.Count(message => message.IsAlive), 0, 100);
        Assert.Equal(Sec(15), _holding.NextWake);
    }

    // A method of its own, so that no local variable keeps the message.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference BeginAndEnd(TimeSpan now)
    {
        var message = New("passing", receivedAt: now);
        _holding.Begin(message);
        _holding.End(message);
        return new WeakReference(message);
    }

    private void Extend(TimeSpan now)
    {
        _holding.Begin(_message);
        Assert.Single(_holding.Due(now).Extend);
    }
}
