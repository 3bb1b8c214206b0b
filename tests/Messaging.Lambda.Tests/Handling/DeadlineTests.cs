using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messaging.Lambda.Tests;

/// <summary>A function that must answer before its deadline.</summary>
public sealed class DeadlineTests
{
    [Fact]
    public async Task Handlers_are_cancelled_in_time_and_what_they_had_is_named()
    {
        await using var function = new FunctionFixture(options => options.Timeout = TimeSpan.FromSeconds(10));
        var started = new TaskCompletionSource();
        function.Script.Run = async (id, _, token) =>
        {
            if (id == "slow")
            {
                started.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            }
        };

        var answer = function.InvokeAsync(Events.Queue("orders", Events.Record("a"), Events.Record("slow")));
        await started.Task;
        await function.UntilHandledAsync("a");
        function.Time.Advance(TimeSpan.FromSeconds(8.9));
        Assert.False(answer.IsCompleted);
        function.Time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(["slow"], Events.Failures(await answer));
        var context = function.Script.Contexts.Single(context => context.MessageId == "e-slow");
        Assert.Contains("deadline", context.CancellationReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_in_which_the_first_event_waits_for_the_host_counts()
    {
        var slow = new SlowService();
        await using var function = new FunctionFixture(
            options => options.Timeout = TimeSpan.FromSeconds(10), configure: builder => builder.Services.AddSingleton<IHostedService>(slow));
        var started = new TaskCompletionSource();
        function.Script.Run = async (id, _, token) =>
        {
            if (id == "slow")
            {
                started.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            }
        };

        var answer = function.InvokeAsync(Events.Queue("orders", Events.Record("a"), Events.Record("slow")));
        await slow.Begun.Task;
        function.Time.Advance(TimeSpan.FromSeconds(5));
        slow.MayEnd.SetResult();
        await started.Task;
        await function.UntilHandledAsync("a");
        function.Time.Advance(TimeSpan.FromSeconds(3.9));
        Assert.False(answer.IsCompleted);
        function.Time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(["slow"], Events.Failures(await answer));
    }

    [Fact]
    public async Task What_has_not_started_near_the_deadline_is_not_started()
    {
        await using var function = new FunctionFixture(options => (options.Timeout, options.MaxConcurrency) = (TimeSpan.FromSeconds(10), 1));
        var started = new TaskCompletionSource();
        function.Script.Run = async (id, _, token) =>
        {
            if (id == "b")
            {
                started.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            }
        };

        var answer = function.InvokeAsync(Events.Queue("orders", Events.Record("a"), Events.Record("b"), Events.Record("c")));
        await started.Task;
        function.Time.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal(["b", "c"], Events.Failures(await answer));
        Assert.Equal(2, function.Script.Contexts.Count);
        Assert.Contains(function.Log.Entries, entry => entry.Id == 6006 && entry.Text.Contains("1 messages were not started", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_handler_that_heeds_no_cancellation_does_not_keep_the_answer()
    {
        await using var function = new FunctionFixture(options => options.Timeout = TimeSpan.FromSeconds(10));
        var (started, stubborn) = (new TaskCompletionSource(), new TaskCompletionSource());
        function.Script.Run = async (id, _, _) =>
        {
            if (id == "slow")
            {
                started.SetResult();
                await stubborn.Task;
            }
        };

        var answer = function.InvokeAsync(Events.Queue("orders", Events.Record("a"), Events.Record("slow")));
        await started.Task;
        await function.UntilHandledAsync("a");
        function.Time.Advance(TimeSpan.FromSeconds(9));
        function.Time.Advance(TimeSpan.FromSeconds(0.5));

        Assert.Equal(["slow"], Events.Failures(await answer));
        Assert.Contains(function.Log.Entries, entry => entry is { Id: 6007, Level: LogLevel.Error });
        stubborn.SetResult();
    }

    [Fact]
    public async Task Whoever_calls_can_cancel_the_handlers()
    {
        await using var function = new FunctionFixture();
        using var cancelling = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        function.Script.Run = (_, _, token) =>
        {
            started.SetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        };

        var answer = function.InvokeAsync(Events.Queue("orders", Events.Record("a")), cancelling.Token);
        await started.Task;
        await cancelling.CancelAsync();

        await Assert.ThrowsAsync<MessagesFailedException>(() => answer);
    }

    [Theory]
    [InlineData(10, 1, 9, 9.5)]
    [InlineData(1, 1, 0.5, 0.75)]
    [InlineData(0, 1, 0, 0)]
    [InlineData(-5, 1, 0, 0)]
    public void The_margin_is_at_most_half_of_the_time_there_is(double left, double margin, double cancel, double answer)
    {
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        var times = BatchTimes.Until(now.AddSeconds(left), now, TimeSpan.FromSeconds(margin));

        Assert.Equal(new BatchTimes(TimeSpan.FromSeconds(cancel), TimeSpan.FromSeconds(answer)), times);
    }

    private sealed class SlowService : IHostedService
    {
        public TaskCompletionSource Begun { get; } = new();

        public TaskCompletionSource MayEnd { get; } = new();

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Begun.SetResult();
            return MayEnd.Task;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
