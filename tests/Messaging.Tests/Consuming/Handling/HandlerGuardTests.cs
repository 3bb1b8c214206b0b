using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.Retry;
using static Messaging.HandlingBench;

namespace Messaging;

public sealed class HandlerGuardTests
{
    private readonly HandlingBench _bench = new();

    [Fact]
    public async Task A_resilience_pipeline_repeats_what_it_handles()
    {
        _bench.AddHandler();
        _bench.Guard.Pipeline = _ => ThreeTries();
        _bench.Handle = (_, _, _) => _bench.Calls.Count < 3 ? throw new TimeoutException() : Task.CompletedTask;

        Assert.Same(Settlement.Complete, await _bench.RunOneAsync(Order(1)));
        Assert.Equal(3, _bench.Calls.Count);
    }

    [Fact]
    public async Task What_a_pipeline_cannot_help_comes_again()
    {
        _bench.AddHandler();
        _bench.Guard.Pipeline = _ => ThreeTries();
        _bench.Handle = static (_, _, _) => throw new TimeoutException("still");

        var settlement = await _bench.RunOneAsync(Order(1));

        Assert.Equal((SettlementKind.Retry, "still", 4), (settlement.Kind, settlement.Exception?.Message, _bench.Calls.Count));
    }

    [Fact]
    public async Task A_recorded_outcome_ends_the_repetitions()
    {
        _bench.AddHandler();
        _bench.Guard.Pipeline = _ => ThreeTries();
        _bench.Handle = static (_, context, _) =>
        {
            context.DeadLetter("never");
            throw new TimeoutException();
        };

        var settlement = await _bench.RunOneAsync(Order(1));

        Assert.Equal((SettlementKind.DeadLetter, "never"), (settlement.Kind, settlement.Reason));
        Assert.Single(_bench.Calls);
    }

    [Fact]
    public async Task A_batch_is_repeated_as_a_whole()
    {
        _bench.AddBatchHandler();
        _bench.Guard.Pipeline = _ => ThreeTries();
        _bench.HandleBatch = (_, _) => _bench.Calls.Count < 2 ? throw new TimeoutException() : Task.CompletedTask;

        var settlements = await _bench.RunAsync(isOrdered: true, Order(1), Order(2));

        Assert.All(settlements, settlement => Assert.Same(Settlement.Complete, settlement));
        Assert.Equal([[1, 2], [1, 2]], _bench.Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_is_cancelled_when_its_time_is_up_and_told_why(bool isOwnLimit)
    {
        _bench.AddHandler();
        _bench.Guard.Timeout = isOwnLimit ? TimeSpan.FromSeconds(5) : null;
        _bench.Rules = new HandlingRules { Timeout = TimeSpan.FromSeconds(isOwnLimit ? 60 : 5) };
        var entered = new TaskCompletionSource<MessageContext>(TaskCreationOptions.RunContinuationsAsynchronously);
        _bench.Handle = (_, context, token) =>
        {
            entered.SetResult(context);
            return new TaskCompletionSource().Task.WaitAsync(token);
        };
        var running = _bench.RunOneAsync(Order(1));
        var context = await entered.Task;

        _bench.Time.Advance(TimeSpan.FromSeconds(5));
        var settlement = await running;

        Assert.IsType<TimeoutException>(settlement.Exception);
        Assert.Equal("The handler has run for 00:00:05, its time limit.", context.CancellationReason);
    }

    [Fact]
    public async Task A_handler_that_ends_after_its_time_without_failing_has_handled_the_message()
    {
        _bench.AddHandler();
        _bench.Guard.Timeout = TimeSpan.FromSeconds(5);
        _bench.Handle = (_, _, _) =>
        {
            _bench.Time.Advance(TimeSpan.FromSeconds(9));
            return Task.CompletedTask;
        };

        Assert.Same(Settlement.Complete, await _bench.RunOneAsync(Order(1)));
    }

    [Fact]
    public async Task The_first_rule_that_fits_an_exception_decides()
    {
        _bench.AddHandler();
        _bench.Rules.Exceptions.DeadLetter<FormatException>();
        _bench.Rules.Exceptions.Retry<SystemException>(TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(9));
        _bench.Handle = static (message, _, _) => throw (((OrderPlaced)message).OrderId switch
        {
            1 => new FormatException("one"),
            2 => new TimeoutException("two"),
            _ => new HttpRequestException("three"),
        });

        var first = await _bench.RunOneAsync(Order(1));
        var second = await _bench.RunOneAsync(Order(2));
        var third = await _bench.RunOneAsync(Order(3));

        Assert.Equal((SettlementKind.DeadLetter, "Its handling failed with FormatException, which another try does not help."), (first.Kind, first.Reason));
        Assert.InRange(second.Delay!.Value, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(4));
        Assert.Equal((SettlementKind.Retry, null), (third.Kind, third.Delay));
    }

    [Theory]
    [InlineData("""{"specversion":"1.0","id":"u","source":"/s","type":"other","data":{"a":1}}""", "other", """{"a":1}""")]
    [InlineData("plain text", "", "plain text")]
    public async Task Messages_without_a_handler_go_to_the_handler_of_unknown_messages(string body, string name, string data)
    {
        _bench.AddHandler();
        _bench.Unknown = new HandlerBinding<UnknownMessage, SingleHandler<UnknownMessage>>();
        UnknownMessage? unknown = null;
        _bench.Handle = (message, _, _) =>
        {
            unknown ??= (UnknownMessage)message;
            return Task.CompletedTask;
        };

        Assert.Same(Settlement.Complete, await _bench.RunOneAsync(body));
        await _bench.RunOneAsync(new string('x', body.Length));
        Assert.Equal((name, data), (unknown!.Name, System.Text.Encoding.UTF8.GetString(unknown.Data.Span)));
        Assert.NotEmpty(unknown.Reason);
    }

    [Fact]
    public void A_named_pipeline_that_is_missing_ends_the_start()
    {
        var guard = HandlerBuilder.Build(handler => handler.Resilience("missing"));
        using var services = new ServiceCollection().BuildServiceProvider();

        var exception = Assert.Throws<MessagingConfigurationException>(() => guard.Check(services, "orders", typeof(string)));

        Assert.StartsWith("Consumer 'orders': the resilience pipeline of 'System.String' cannot be made:", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_inline_pipeline_is_built_once()
    {
        var built = 0;
        var guard = HandlerBuilder.Build(handler => handler.Resilience(_ => built++));
        using var services = new ServiceCollection().AddSingleton(TimeProvider.System).BuildServiceProvider();

        Assert.Same(guard.Pipeline!(services), guard.Pipeline(services));
        Assert.Equal(1, built);
    }

    private static ResiliencePipeline ThreeTries() => new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 3, Delay = TimeSpan.Zero })
        .Build();
}
