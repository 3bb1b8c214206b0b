using static Messaging.Deliveries;

namespace Messaging;

public sealed class SettlingMachineTests
{
    private readonly List<Delivery> _lapsed = [];
    private readonly SettlingMachine _settling = new(TimeSpan.FromMilliseconds(200), isFifo: false, new Random(1));

    [Fact]
    public void Ten_deletions_leave_at_once()
    {
        Delete(9);
        Assert.Null(Cut(Sec(0), nothingElseRuns: false));

        Delete(1);

        Assert.Equal(10, Cut(Sec(0), nothingElseRuns: false)?.Count);
        Assert.Equal(10, _settling.Pending);
    }

    [Fact]
    public void A_few_deletions_leave_when_nothing_else_runs()
    {
        Delete(2);

        Assert.Equal(2, Cut(Sec(0), nothingElseRuns: true)?.Count);
    }

    [Fact]
    public void A_few_deletions_leave_when_the_oldest_has_waited_200_milliseconds()
    {
        Delete(2);
        Assert.Equal(Sec(0.2), _settling.NextWake);
        Assert.Null(Cut(Sec(0.199), nothingElseRuns: false));

        Assert.Equal(2, Cut(Sec(0.2), nothingElseRuns: false)?.Count);
    }

    [Fact]
    public void Deletions_that_follow_one_another_closely_wait_for_each_other()
    {
        Delete(1, Sec(10));
        Assert.Single(Cut(Sec(10), nothingElseRuns: true)!);

        Delete(1, Sec(10.1));
        Assert.Null(Cut(Sec(10.1), nothingElseRuns: true));
        Delete(1, Sec(10.25));
        Assert.Null(Cut(Sec(10.25), nothingElseRuns: false));
        Assert.Equal(Sec(10.3), _settling.NextWake);

        Assert.Equal(2, Cut(Sec(10.3), nothingElseRuns: true)?.Count);
        Assert.Null(Cut(Sec(10.3), nothingElseRuns: true));
    }

    [Fact]
    public void A_deletion_leaves_at_once_when_none_did_in_the_last_200_milliseconds()
    {
        Delete(1);
        Assert.Single(Cut(Sec(0), nothingElseRuns: true)!);

        Delete(1, Sec(0.2));

        Assert.Single(Cut(Sec(0.2), nothingElseRuns: true)!);
    }

    [Fact]
    public void All_deletions_of_one_moment_leave_together()
    {
        Delete(12);

        Assert.Equal(10, Cut(Sec(0), nothingElseRuns: true)?.Count);
        Assert.Equal(2, Cut(Sec(0), nothingElseRuns: true)?.Count);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_group_and_a_stop_wait_for_nothing(bool isFifo, bool isStopping)
    {
        var settling = new SettlingMachine(TimeSpan.FromMilliseconds(200), isFifo, new Random(1));
        settling.Delete(New("a"), Sec(0));
        Assert.Single(settling.CutDeletes(Sec(0), nothingElseRuns: true, isStopping)!);

        settling.Delete(New("b"), Sec(0.1));

        Assert.Single(settling.CutDeletes(Sec(0.1), nothingElseRuns: true, isStopping)!);
    }

    [Fact]
    public void An_accepted_deletion_is_over()
    {
        Delete(1);
        var delivery = Cut(Sec(0), nothingElseRuns: true)![0];

        Assert.True(_settling.Answered(delivery, null, receiptChanged: false, Sec(1)));
        Assert.Equal((0, null), (_settling.Pending, _settling.NextWake));
    }

    [Fact]
    public void A_deletion_that_failed_for_now_is_tried_again_while_the_message_is_hidden()
    {
        Delete(1);
        var delivery = Cut(Sec(0), nothingElseRuns: true)![0];
        Assert.False(_settling.Answered(delivery, Transient, receiptChanged: false, Sec(1)));
        Assert.InRange(_settling.NextWake!.Value, Sec(1.05), Sec(1.1));
        Assert.Null(Cut(Sec(1), nothingElseRuns: true));

        Assert.Equal([delivery], Cut(Sec(1.1), nothingElseRuns: true));
        Assert.True(_settling.Answered(delivery, Transient, receiptChanged: false, Sec(30)));
        Assert.Equal(0, _settling.Pending);
    }

    [Fact]
    public void A_deletion_that_is_refused_is_over()
    {
        Delete(1);

        Assert.True(_settling.Answered(Cut(Sec(0), nothingElseRuns: true)![0], Gone, receiptChanged: false, Sec(1)));
    }

    [Fact]
    public void A_deletion_by_an_old_receipt_is_repeated_with_the_newer_one()
    {
        Delete(1);
        var delivery = Cut(Sec(0), nothingElseRuns: true)![0];

        Assert.False(_settling.Answered(delivery, null, receiptChanged: true, Sec(1)));

        Assert.Equal([delivery], Cut(Sec(1), nothingElseRuns: true));
    }

    [Fact]
    public void A_return_waits_for_an_extension_under_way()
    {
        var delivery = New("a");
        (delivery.HiddenUntil, delivery.IsChanging) = (Sec(30), true);
        _settling.Return(delivery, Sec(7), Sec(0));
        Assert.Null(Returns(Sec(1)));

        delivery.IsChanging = false;
        _settling.ExtensionAnswered(delivery, Sec(1));

        Assert.Equal([(delivery, Sec(7))], Returns(Sec(1)));
        Assert.True(delivery.IsChanging);
    }

    [Fact]
    public void A_return_that_failed_for_now_is_tried_again_with_the_same_delay()
    {
        var delivery = New("a");
        delivery.HiddenUntil = Sec(30);
        _settling.Return(delivery, Sec(7), Sec(0));
        Returns(Sec(0));
        Assert.False(_settling.Answered(delivery, Transient, receiptChanged: false, Sec(1)));

        Assert.Null(Cut(Sec(2), nothingElseRuns: true));
        Assert.Equal([(delivery, Sec(7))], Returns(Sec(2)));
    }

    [Fact]
    public void A_return_is_pending_until_it_is_answered()
    {
        var delivery = New("a");
        delivery.HiddenUntil = Sec(30);
        _settling.Return(delivery, Sec(7), Sec(0));
        Assert.Equal(1, _settling.Pending);

        Assert.True(_settling.Answered(Returns(Sec(0))![0].Delivery, null, receiptChanged: false, Sec(1)));

        Assert.Equal(0, _settling.Pending);
    }

    [Fact]
    public void A_return_of_what_is_visible_by_now_is_not_sent()
    {
        var delivery = New("a");
        delivery.HiddenUntil = Sec(30);
        _settling.Return(delivery, Sec(7), Sec(0));

        Assert.Null(Returns(Sec(30)));

        Assert.Equal([delivery], _lapsed);
        Assert.Equal(0, _settling.Pending);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_return_whose_message_came_again_is_forgotten(bool waitsForExtension)
    {
        var delivery = New("a");
        delivery.IsChanging = waitsForExtension;
        _settling.Return(delivery, Sec(7), Sec(0));
        delivery.State = DeliveryState.Ended;
        if (waitsForExtension)
        {
            _settling.ExtensionAnswered(delivery, Sec(1));
        }

        Assert.Null(Returns(Sec(1)));
        Assert.Equal((0, null), (_settling.Pending, _settling.NextWake));
    }

    [Fact]
    public void An_extension_of_a_running_message_returns_nothing()
    {
        var delivery = New("a");
        delivery.State = DeliveryState.Running;

        _settling.ExtensionAnswered(delivery, Sec(1));

        Assert.Null(Returns(Sec(1)));
    }

    [Fact]
    public void A_deletion_is_tried_again_less_and_less_often()
    {
        Delete(1);
        var delivery = Cut(Sec(0), nothingElseRuns: true)![0];
        delivery.HiddenUntil = TimeSpan.FromHours(1);
        foreach (var longest in new[] { 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5, 5 })
        {
            Assert.False(_settling.Answered(delivery, Transient, receiptChanged: false, Sec(100)));
            Assert.InRange(_settling.NextWake!.Value, Sec(100 + (longest / 2)), Sec(100 + longest));
            Assert.Equal([delivery], Cut(Sec(200), nothingElseRuns: true));
        }
    }

    private List<Delivery>? Cut(TimeSpan now, bool nothingElseRuns) =>
        _settling.CutDeletes(now, nothingElseRuns, isStopping: false);

    private void Delete(int count, TimeSpan now = default)
    {
        for (var index = 0; index < count; index++)
        {
            var delivery = New($"{index}");
            delivery.HiddenUntil = Sec(30);
            _settling.Delete(delivery, now);
        }
    }

    private List<(Delivery Delivery, TimeSpan Visibility)>? Returns(TimeSpan now) => _settling.CutReturns(now, nothingElseRuns: true, _lapsed);
}
