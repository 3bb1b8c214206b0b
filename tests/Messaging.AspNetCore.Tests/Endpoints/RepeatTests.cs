using System.Net;

namespace Messaging.AspNetCore.Tests;

public sealed class RepeatTests
{
    [Fact]
    public async Task A_message_that_comes_again_is_acknowledged_unhandled()
    {
        await using var site = await TestSite.StartAsync();
        var post = TestPost.Notification();

        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(post));
        site.Time.Advance(TimeSpan.FromMinutes(74));
        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(post));

        Assert.Single(site.Probe.Handled);
    }

    [Fact]
    public async Task A_message_that_is_replayed_when_it_is_forgotten_is_too_old()
    {
        await using var site = await TestSite.StartAsync();
        var post = TestPost.Notification();

        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(post));
        site.Time.Advance(TimeSpan.FromMinutes(90));
        Assert.Equal(HttpStatusCode.Forbidden, await site.PostAsync(post));

        Assert.Single(site.Probe.Handled);
    }

    [Fact]
    public async Task An_altered_copy_of_a_handled_message_is_refused_all_the_same()
    {
        await using var site = await TestSite.StartAsync();
        var post = TestPost.Notification();

        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(post));
        Assert.Equal(HttpStatusCode.Forbidden, await site.PostAsync(post.Set("Message", """{"orderId":8}""")));
    }

    [Fact]
    public async Task A_forged_message_does_not_keep_the_true_one_out()
    {
        await using var site = await TestSite.StartAsync();
        var post = TestPost.Notification();
        var forged = TestPost.Notification("""{"orderId":8}""", id: (string)post.Members["MessageId"]!)
            .Sign(certificate: TestAuthority.Unknown.Issue("sns.amazonaws.com"));

        Assert.Equal(HttpStatusCode.Forbidden, await site.PostAsync(forged));
        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(post));

        Assert.Equal(7, ((Shipped)Assert.Single(site.Probe.Handled).Message).OrderId);
    }

    [Fact]
    public async Task A_message_that_comes_while_it_is_handled_waits_for_that()
    {
        await using var site = await TestSite.StartAsync();
        var (started, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        site.Probe.Handle = (_, _) =>
        {
            started.SetResult();
            return released.Task;
        };
        var post = TestPost.Notification();

        var first = site.PostAsync(post);
        await started.Task;
        var second = site.PostAsync(post);
        await site.Log.SeenAsync(7006);

        Assert.False(first.IsCompleted || second.IsCompleted);
        released.SetResult();

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], await Task.WhenAll(first, second));
        Assert.Single(site.Probe.Handled);
    }

    [Fact]
    public async Task A_message_that_waits_for_a_handling_that_fails_fails_too()
    {
        await using var site = await TestSite.StartAsync();
        var (started, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        site.Probe.Handle = (_, _) =>
        {
            started.SetResult();
            return released.Task;
        };
        var post = TestPost.Notification();

        var first = site.PostAsync(post);
        await started.Task;
        var second = site.PostAsync(post);
        await site.Log.SeenAsync(7006);

        released.SetException(new InvalidOperationException("Not now."));

        Assert.Equal(
            [HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError], await Task.WhenAll(first, second));
    }

    [Fact]
    public async Task A_handling_goes_on_when_the_sender_stops_waiting()
    {
        await using var site = await TestSite.StartAsync();
        var (started, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        CancellationToken seen = default;
        site.Probe.Handle = (_, cancellationToken) =>
        {
            seen = cancellationToken;
            started.SetResult();
            return released.Task;
        };
        var post = TestPost.Notification();
        using var impatience = new CancellationTokenSource();

        var first = site.SendAsync(post, impatience.Token);
        await started.Task;
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(seen.IsCancellationRequested);
        released.SetResult();

        Assert.Equal(HttpStatusCode.OK, await site.PostAsync(post));
        Assert.Single(site.Probe.Handled);
    }

    [Fact]
    public void The_memory_holds_no_more_than_it_may()
    {
        var recent = new RecentMessages(TimeSpan.FromHours(1), capacity: 3);
        foreach (var id in new[] { "a", "b", "c", "d" })
        {
            recent.End(recent.Claim(id, TimeSpan.Zero).Message, EndpointAnswer.Handled, TimeSpan.Zero);
        }

        Assert.Equal(3, recent.Count);
        Assert.True(recent.Claim("a", TimeSpan.Zero).IsMine);
        Assert.False(recent.Claim("d", TimeSpan.Zero).IsMine);
    }

    [Fact]
    public void A_message_under_way_is_never_forgotten()
    {
        var recent = new RecentMessages(TimeSpan.Zero, capacity: 1);

        Assert.True(recent.Claim("a", TimeSpan.Zero).IsMine);
        Assert.False(recent.Claim("a", TimeSpan.FromDays(9)).IsMine);
    }

    [Fact]
    public void Without_a_window_nothing_is_remembered()
    {
        var recent = new RecentMessages(TimeSpan.Zero, capacity: 10);

        recent.End(recent.Claim("a", TimeSpan.Zero).Message, EndpointAnswer.Handled, TimeSpan.Zero);

        Assert.Equal(0, recent.Count);
        Assert.True(recent.Claim("a", TimeSpan.Zero).IsMine);
    }

    [Fact]
    public void A_message_that_failed_again_is_remembered_from_its_last_end()
    {
        var recent = new RecentMessages(TimeSpan.FromMinutes(10), capacity: 10);
        var (message, _) = recent.Claim("a", TimeSpan.Zero);
        recent.End(message, EndpointAnswer.Failed, TimeSpan.Zero);

        Assert.True(recent.Claim("a", TimeSpan.FromMinutes(9)).IsMine);
        recent.End(message, EndpointAnswer.Handled, TimeSpan.FromMinutes(9));

        Assert.False(recent.Claim("a", TimeSpan.FromMinutes(18)).IsMine);
        Assert.True(recent.Claim("a", TimeSpan.FromMinutes(19)).IsMine);
    }
}
