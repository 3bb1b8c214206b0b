using Messaging.Aws;
using Messaging.Local;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Testing.Tests;

/// <summary>What an application hears when it starts, in place of wondering later.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("Messaging:Consumers:orders:MaxConcurency", "4", "'Messaging:Consumers:orders:MaxConcurency'", "MaxConcurrency")]
    [InlineData("Messaging:Consumers:orders:Address", "orders-prod", "'Messaging:Consumers:orders:Address'", "Queue")]
    [InlineData("Messaging:Destinations:orders:Adress", "orders-prod", "'Messaging:Destinations:orders:Adress'", "Address")]
    [InlineData("Messaging:Consumers:orders:Aws:Regoin", "eu-west-1", "'Messaging:Consumers:orders:Aws:Regoin'", "Region")]
    [InlineData("Messaging:Aws:Regoin", "eu-west-1", "'Messaging:Aws:Regoin'", "Region")]
    [InlineData("Messaging:Provisoning", "Create", "'Messaging:Provisoning'", "Provisioning")]
    [InlineData("Messaging:Consumer:orders:Queue", "orders-prod", "'Messaging:Consumer'", "Consumers")]
    public async Task A_misspelled_setting_ends_the_start(string key, string value, string named, string right)
    {
        var error = await Assert.ThrowsAsync<MessagingConfigurationException>(() => StartAsync((key, value)));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Contains(right, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("VisibilityTimeout", "30", "00:00:30")]
    [InlineData("StopGrace", "30s", "00:00:30")]
    [InlineData("GroupFailure", "Skip", "Hold, Release, DeadLetter")]
    [InlineData("MaxConcurrency", "many", "whole number")]
    [InlineData("AdaptiveConcurrency", "yes", "true or false")]
    public async Task A_value_that_cannot_be_meant_ends_the_start(string name, string value, string hint)
    {
        var error = await Assert.ThrowsAsync<MessagingConfigurationException>(() => StartAsync(("Messaging:Consumers:orders:" + name, value)));

        Assert.Contains($"'Messaging:Consumers:orders:{name}' is '{value}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(hint, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consumers_that_would_set_each_others_messages_aside_end_the_start()
    {
        var error = await Assert.ThrowsAsync<MessagingConfigurationException>(() => MessagingHarness.StartAsync(services =>
        {
            services.AddSingleton<OrderHandler.Script>(_ => static (_, _, _) => Task.CompletedTask);
            services.AddMessaging()
                .AddSqsConsumer("placed", consumer => consumer.Handle<OrderPlaced, OrderHandler>().Configure(options => options.Queue = "orders"))
                .AddSqsConsumer("notes", consumer => consumer.Handle<string, NoteHandler>().Configure(options => options.Queue = "orders"));
        }));

        Assert.Contains("receive from the same queue 'orders'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_is_its_own_dead_letter_queue_ends_the_start() =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => Orders.StartAsync(more: consumer => consumer.DeadLetterTo("orders", maxReceives: 3)));

    [Fact]
    public async Task Settings_in_any_case_and_remarks_are_taken()
    {
        await using var harness = await StartAsync(
            ("Messaging:Consumers:orders:MAXCONCURRENCY", "4"), ("Messaging:Consumers:orders:_remark", "few"),
            ("Messaging:Consumers:orders:Aws:Region", "eu-west-1"), ("Messaging:Destinations:orders:Aws:Region", "eu-west-1"));

        Assert.NotNull(harness.Broker.FindQueue("orders", "eu-west-1"));
    }

    [Fact]
    public async Task A_handler_whose_dependency_is_missing_ends_the_start()
    {
        var error = await Assert.ThrowsAsync<MessagingConfigurationException>(() => MessagingHarness.StartAsync(services =>
            services.AddMessaging().AddSqsConsumer("orders", consumer => consumer.Handle<OrderPlaced, Needy>())));

        Assert.Contains("Needy", error.Message, StringComparison.Ordinal);
        Assert.Contains("IClock", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_middleware_whose_dependency_is_missing_ends_the_start(bool isOfConsumer)
    {
        var error = await Assert.ThrowsAsync<MessagingConfigurationException>(() => MessagingHarness.StartAsync(services =>
        {
            var messaging = services.AddMessaging().AddSqsConsumer("notes", consumer =>
            {
                consumer.Handle<string, NoteHandler>();
                if (isOfConsumer)
                {
                    consumer.UseMiddleware<NeedyMiddleware>();
                }
            });
            if (!isOfConsumer)
            {
                messaging.UseMiddleware<NeedyMiddleware>();
            }
        }));

        Assert.Contains("NeedyMiddleware", error.Message, StringComparison.Ordinal);
        Assert.Contains("IClock", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_middleware_that_a_consumer_is_given_twice_runs_once()
    {
        var calls = new Calls();
        await using var harness = await MessagingHarness.StartAsync(services =>
        {
            services.AddSingleton(calls);
            services.AddSingleton<OrderHandler.Script>(_ => static (_, _, _) => Task.CompletedTask);
            services.AddMessaging().PublishToQueue<OrderPlaced>("orders").AddSqsConsumer("orders", consumer => consumer
                .Handle<OrderPlaced, OrderHandler>().UseMiddleware<Counting>().UseMiddleware<Counting>());
        });

        await harness.PublishAsync(new OrderPlaced(1));
        await harness.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(1, calls.Count);
    }

    [Fact]
    public async Task A_handler_whose_dependencies_are_there_or_optional_starts()
    {
        await using var harness = await MessagingHarness.StartAsync(services =>
        {
            services.AddKeyedSingleton<IClock, Clock>("wall");
            services.AddMessaging().AddSqsConsumer("orders", consumer => consumer.Handle<OrderPlaced, Content>());
        });
    }

    [Theory]
    [InlineData(null, 3006)]
    [InlineData("""{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:letters","maxReceiveCount":5}""", 3007)]
    [InlineData("""{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:others","maxReceiveCount":3}""", 3007)]
    [InlineData("""{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:letters","maxReceiveCount":3}""", 0)]
    public async Task A_queue_that_does_not_do_what_the_settings_say_is_warned_of(string? redrive, int warning)
    {
        using var broker = new LocalBroker();
        using var http = new HttpClient(broker.Handler, disposeHandler: false);
        await CreateAsync(http, broker, "letters", null);
        await CreateAsync(http, broker, "others", null);
        await CreateAsync(http, broker, "orders", redrive);
        using var logs = new Logs();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(logs);
        builder.Services.AddSingleton<IAwsBackend>(broker);
        builder.Services.AddSingleton<OrderHandler.Script>(_ => static (_, _, _) => Task.CompletedTask);
        builder.Services.AddMessaging().AddSqsConsumer("orders", consumer => consumer
            .Handle<OrderPlaced, OrderHandler>().DeadLetterTo("letters", maxReceives: 3).Configure(options => options.Provisioning = Provisioning.None));

        using var host = builder.Build();
        await host.StartAsync();
        await host.StopAsync();

        Assert.Equal(warning == 0 ? [] : [warning], logs.Ids.Where(id => id is 3006 or 3007));
    }

    private static Task<MessagingHarness> StartAsync(params (string Key, string Value)[] settings) =>
        MessagingHarness.StartAsync(services =>
        {
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
                settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());
            services.AddSingleton<OrderHandler.Script>(_ => static (_, _, _) => Task.CompletedTask);
            services.AddMessaging().PublishToQueue<OrderPlaced>("orders")
                .AddSqsConsumer("orders", consumer => consumer.Handle<OrderPlaced, OrderHandler>());
        });

    private static async Task CreateAsync(HttpClient http, LocalBroker broker, string name, string? redrive)
    {
        var query = $"?Action=CreateQueue&Version=2012-11-05&QueueName={name}";
        query += redrive is null ? "" : $"&Attribute.1.Name=RedrivePolicy&Attribute.1.Value={Uri.EscapeDataString(redrive)}";
        await http.GetStringAsync(new Uri(broker.Endpoint, query));
    }

    internal sealed class Calls
    {
        public int Count { get; set; }
    }

    internal sealed class Counting(Calls calls) : IMessageMiddleware
    {
        public Task InvokeAsync(MessageContext context, MessageDelegate next, CancellationToken cancellationToken)
        {
            calls.Count++;
            return next(context, cancellationToken);
        }
    }

    internal sealed class NeedyMiddleware(IClock clock) : IMessageMiddleware
    {
        public Task InvokeAsync(MessageContext context, MessageDelegate next, CancellationToken cancellationToken) =>
            clock is null ? Task.CompletedTask : next(context, cancellationToken);
    }

    internal interface IClock;

    internal sealed class Clock : IClock;

    internal sealed class Needy(IClock clock) : IMessageHandler<OrderPlaced>
    {
        public Task HandleAsync(OrderPlaced message, MessageContext context, CancellationToken cancellationToken) => Task.FromResult(clock);
    }

    internal sealed class Content(
        ILogger<Content> logger, IServiceProvider services, IEnumerable<IClock> none, [FromKeyedServices("wall")] IClock clock, string name = "")
        : IMessageHandler<OrderPlaced>
    {
        public Task HandleAsync(OrderPlaced message, MessageContext context, CancellationToken cancellationToken) =>
            Task.FromResult((logger, services, none, clock, name));
    }
}
