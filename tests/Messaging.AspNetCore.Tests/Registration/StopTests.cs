using System.Net;

namespace Messaging.AspNetCore.Tests;

public sealed class StopTests
{
    [Fact]
    public async Task Stopping_waits_for_running_handlers_and_answers_them()
    {
        await using var site = await TestSite.StartAsync();
        var (started, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        site.Probe.Handle = (_, _) =>
        {
            started.SetResult();
            return released.Task;
        };

        var answer = site.PostAsync(TestPost.Notification());
        await started.Task;
        var stop = site.StopAsync();
        Assert.False(stop.IsCompleted);
        released.SetResult();

        Assert.Equal(HttpStatusCode.OK, await answer);
        await stop;
    }

    [Fact]
    public async Task What_comes_while_the_application_stops_is_sent_back()
    {
        await using var site = await TestSite.StartAsync();
        var (started, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        site.Probe.Handle = (_, _) =>
        {
            started.SetResult();
            return released.Task;
        };

        var answer = site.PostAsync(TestPost.Notification());
        await started.Task;
        var stop = site.StopAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await site.PostAsync(TestPost.Notification()));
        released.SetResult();
        Assert.Equal(HttpStatusCode.OK, await answer);
        await stop;
        Assert.Single(site.Probe.Handled);
    }

    [Fact]
    public async Task A_handler_that_outlasts_the_grace_is_cancelled_and_told_why()
    {
        await using var site = await TestSite.StartAsync();
        var started = new TaskCompletionSource();
        string? reason = null;
        site.Probe.Handle = async (context, cancellationToken) =>
        {
            var cancelled = new TaskCompletionSource();
            await using var registration = cancellationToken.Register(cancelled.SetResult);
            started.SetResult();
            await cancelled.Task;
            reason = context.CancellationReason;
            cancellationToken.ThrowIfCancellationRequested();
        };

        var answer = site.PostAsync(TestPost.Notification());
        await started.Task;
        var stop = site.StopAsync();
        site.Time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(HttpStatusCode.InternalServerError, await answer);
        await stop;
        Assert.Equal("The application is stopping and has waited for this handler as long as it may.", reason);
    }
}
