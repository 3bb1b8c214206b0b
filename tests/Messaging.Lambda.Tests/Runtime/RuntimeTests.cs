using Messaging.Local;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Lambda.Tests;

/// <summary>The host as Lambda runs it: by the Runtime API, here the embedded broker's.</summary>
public sealed class RuntimeTests
{
    [Fact]
    public async Task An_invocation_is_answered()
    {
        await using var application = await StartAsync();

        var answer = await application.Broker.Functions.InvokeAsync("orders", Events.Queue("orders", Events.Record("a")));

        Assert.Equal("""{"batchItemFailures":[]}""", answer);
        Assert.Equal(["a"], application.Script.Handled);
    }

    [Fact]
    public async Task One_invocation_follows_the_other()
    {
        await using var application = await StartAsync();

        for (var number = 0; number < 20; number++)
        {
            await application.Broker.Functions.InvokeAsync("orders", Events.Queue("orders", Events.Record("m" + number)));
        }

        Assert.Equal(20, application.Script.Handled.Count);
    }

    [Fact]
    public async Task A_batch_of_which_nothing_was_handled_is_an_error_of_the_invocation()
    {
        await using var application = await StartAsync();
        application.Script.Run = (_, _, _) => throw new TimeoutException("no");

        var failure = await Assert.ThrowsAsync<LocalFunctionException>(
            () => application.Broker.Functions.InvokeAsync("orders", Events.Queue("orders", Events.Record("a"))));

        Assert.Equal("Messaging.Lambda.MessagesFailedException", failure.ErrorType);
        Assert.StartsWith("1 of 1 messages of queue 'orders'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_of_another_service_is_an_error_and_the_next_is_handled()
    {
        await using var application = await StartAsync();

        var failure = await Assert.ThrowsAsync<LocalFunctionException>(
            () => application.Broker.Functions.InvokeAsync("orders", """{"Records":[{"eventSource":"aws:s3"}]}"""));
        await application.Broker.Functions.InvokeAsync("orders", Events.Queue("orders", Events.Record("a")));

        Assert.Equal("Messaging.Lambda.LambdaEventException", failure.ErrorType);
        Assert.Contains("'aws:s3'", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["a"], application.Script.Handled);
    }

    [Fact]
    public async Task The_deadline_of_the_invocation_cancels_handlers()
    {
        await using var application = await StartAsync();
        var started = new TaskCompletionSource();
        application.Script.Run = async (id, _, token) =>
        {
            if (id == "slow")
            {
                started.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            }
        };

        var answer = application.Broker.Functions.InvokeAsync(
            "orders", Events.Queue("orders.fifo", Events.Record("a", group: "1"), Events.Record("slow", group: "1")));
        await started.Task;

        // The broker gives a function three seconds; the margin is one.
        application.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["slow"], Events.Failures((await answer)!));
    }

    [Fact]
    public async Task The_trace_of_the_invocation_is_where_tracing_looks_for_it()
    {
        await using var application = await StartAsync();
        string? trace = null;
        application.Script.Run = (_, _, _) =>
        {
            trace = Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID");
            return Task.CompletedTask;
        };

        await application.Broker.Functions.InvokeAsync("orders", Events.Queue("orders", Events.Record("a")));

        Assert.StartsWith("Root=1-", trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_waits_for_the_invocation_under_way()
    {
        var application = await StartAsync();
        var (started, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        application.Script.Run = async (_, _, _) =>
        {
            started.SetResult();
            await go.Task;
        };
        var answer = application.Broker.Functions.InvokeAsync("orders", Events.Queue("orders", Events.Record("a")));
        await started.Task;

        var stopping = application.Host.StopAsync();
        Assert.False(stopping.IsCompleted);
        go.SetResult();
        await stopping;

        Assert.Empty(Events.Failures((await answer)!));
        await application.DisposeAsync();
    }

    [Fact]
    public async Task A_stop_that_has_no_more_time_cancels_the_handlers_and_still_answers_for_what_was_handled()
    {
        var application = await StartAsync();
        var (started, cancelled, go) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        application.Script.Run = async (id, _, token) =>
        {
            if (id == "slow")
            {
                await using var cancelling = token.Register(cancelled.SetResult);
                started.SetResult();
                await go.Task;
                token.ThrowIfCancellationRequested();
            }
        };
        var answer = application.Broker.Functions.InvokeAsync(
            "orders", Events.Queue("orders.fifo", Events.Record("a", group: "1"), Events.Record("slow", group: "1")));
        await started.Task;

        using var noTime = new CancellationTokenSource();
        var stopping = application.Host.StopAsync(noTime.Token);
        await noTime.CancelAsync();
        await cancelled.Task;
        Assert.NotSame(stopping, await Task.WhenAny(stopping, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System)));
        go.SetResult();
        await Record.ExceptionAsync(() => stopping);
        application.Host.Dispose();

        Assert.Equal(["slow"], Events.Failures((await answer)!));
    }

    [Theory]
    [InlineData(typeof(TimeoutException), "System.TimeoutException")]
    [InlineData(typeof(KeinÄrgerException), null)]
    public async Task The_header_with_the_type_of_a_failure_holds_only_what_a_header_can(Type type, string? header)
    {
        using var recorder = new HeaderRecorder();
        using var api = new RuntimeApi(new Uri("http://localhost/"), recorder);

        await api.FailStartAsync((Exception)Activator.CreateInstance(type)!, CancellationToken.None);

        Assert.Equal(header, recorder.ErrorType);
        Assert.Contains("\"errorType\":\"", recorder.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_runtime_api_says_when_it_gives_no_invocation_is_in_the_failure()
    {
        using var broker = new LocalBroker();
        using var api = new RuntimeApi(new Uri(broker.Endpoint, "functions/orders.eu/"), broker.Handler);

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => api.NextAsync(CancellationToken.None));

        Assert.StartsWith(
            "The Runtime API answered 404: 'orders.eu' is not a name of a function: it takes 1 to 64 letters, digits, hyphens and underscores.",
            failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_that_cannot_start_tells_lambda_why()
    {
        var application = new Application(messaging => messaging
            .AddMessage<Order>("order.v1")
            .AddMessage<Order>("order.v2"));
        application.Broker.Functions.AddRuntime("orders");
        var waiting = application.Broker.Functions.InvokeAsync("orders", "{}");

        await Assert.ThrowsAsync<MessagingConfigurationException>(() => application.Host.StartAsync());

        var failure = await Assert.ThrowsAsync<LocalFunctionException>(() => waiting);
        Assert.Equal("Messaging.MessagingConfigurationException", failure.ErrorType);
        Assert.Contains("order.v2", failure.Message, StringComparison.Ordinal);
        await application.DisposeAsync();
    }

    [Fact]
    public async Task Messages_go_from_a_queue_through_the_mapping_to_the_handler_and_are_deleted()
    {
        await using var application = await StartAsync();
        var broker = application.Broker;
        broker.Mappings.Add("orders", "orders", new LocalMappingOptions { ReportBatchItemFailures = true });
        application.Script.Run = (id, context, _) =>
            id == "bad" && context.DeliveryCount == 1 ? throw new TimeoutException("no") : Task.CompletedTask;
        var sqs = application.Host.Services.GetRequiredService<Amazon.SQS.IAmazonSQS>();
        var url = (await sqs.CreateQueueAsync("orders")).QueueUrl;

        await sqs.SendMessageAsync(url, Events.Envelope("bad"));
        await sqs.SendMessageAsync(url, Events.Envelope("good"));
        await Application.UntilAsync(() =>
        {
            // Moves the clock over the queue's visibility timeout, and the pause in which a mapping waits for its queue.
            application.Time.Advance(TimeSpan.FromSeconds(1));
            return broker.FindQueue("orders")!.Total == 0;
        });

        Assert.Equal(["bad", "good"], application.Script.Handled.Order());
        Assert.Equal(3, application.Script.Contexts.Count);
        Assert.Equal(2, broker.Ledger.Count("orders", LedgerEvent.Deleted));
    }

    private static async Task<Application> StartAsync()
    {
        var application = new Application(messaging => messaging.AddMessage<Order>("order.v1"));
        application.Broker.Functions.AddRuntime("orders");
        await application.Host.StartAsync();
        return application;
    }

    public sealed class KeinÄrgerException : Exception;

    private sealed class HeaderRecorder : HttpMessageHandler
    {
        public string? ErrorType { get; private set; }

        public string Body { get; private set; } = string.Empty;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            ErrorType = request.Headers.TryGetValues("Lambda-Runtime-Function-Error-Type", out var values) ? values.Single() : null;
            Body = await request.Content!.ReadAsStringAsync(cancellationToken);
            return new HttpResponseMessage(System.Net.HttpStatusCode.Accepted);
        }
    }

    private sealed class Application : IAsyncDisposable
    {
        public Application(Action<MessagingBuilder> configure)
        {
            var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<TimeProvider>(Time);
            builder.Services.AddSingleton(Script);
            builder.Services.AddLocalBroker(broker => broker.BeExact());
            var messaging = builder.Services.AddMessaging();
            configure(messaging);
            messaging.AddLambdaFunction("orders", function => function.Handle<Order, OrderHandler>());
            Host = builder.Build();
        }

        public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

        public Script Script { get; } = new();

        public IHost Host { get; }

        public LocalBroker Broker => Host.Services.GetRequiredService<LocalBroker>();

        public static async Task UntilAsync(Func<bool> condition)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2), TimeProvider.System);
            while (!condition())
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Host.StopAsync();
            Host.Dispose();
        }
    }
}
