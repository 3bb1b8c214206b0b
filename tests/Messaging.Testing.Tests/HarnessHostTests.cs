using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.Testing.Tests;

/// <summary>The application around the handlers: its hosted services, its own registrations, its start and its end.</summary>
public sealed class HarnessHostTests
{
    [Fact]
    public async Task A_start_that_waits_for_the_clock_fails_and_says_why()
    {
        var failure = await Assert.ThrowsAsync<MessagingHarnessException>(() => MessagingHarness.StartAsync(
            services => services.AddHostedService<SlowStart>(), options => options.SafetyTimeout = TimeSpan.FromSeconds(1)));

        Assert.Contains("a hosted service must not wait for it in StartAsync", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_harness_may_be_disposed_of_twice()
    {
        var harness = await Orders.StartAsync();

        await harness.DisposeAsync();
        await harness.DisposeAsync();
    }

    [Fact]
    public async Task A_handler_that_ignores_its_cancellation_does_not_keep_the_test_from_ending()
    {
        var never = new TaskCompletionSource();
        var harness = await Orders.StartAsync((_, _, _) => never.Task, configure: options => options.SafetyTimeout = TimeSpan.FromSeconds(1));
        await harness.PublishAsync(new OrderPlaced(1));

        await harness.DisposeAsync();
        never.SetResult();
    }

    [Fact]
    public async Task A_publisher_that_the_application_has_put_around_that_of_the_library_is_used()
    {
        await using var harness = await Orders.StartAsync(services: services =>
        {
            services.AddMessaging();
            var inner = services.Last(service => service.ServiceType == typeof(IMessagePublisher));
            services.Remove(inner);
            services.AddScoped<Tenant>();
            services.AddScoped<IMessagePublisher>(provider => new TenantPublisher(
                (IMessagePublisher)ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!), provider.GetRequiredService<Tenant>()));
        });

        await harness.PublishAsync(new OrderPlaced(1));
        await harness.WaitForHandledAsync<OrderPlaced>();

        Assert.Equal("acme", Assert.Single(harness.Handled).Context.Headers["tenant"]);
        Assert.Single(harness.PublishedOf<OrderPlaced>());
    }

    [Fact]
    public async Task An_application_that_something_else_starts_can_be_given_a_harness()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Development" });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddLocalBroker(broker => broker.Region = "eu-west-1");
        builder.Services.AddSingleton<OrderHandler.Script>((_, _, _) => Task.CompletedTask);
        builder.Services.AddMessaging()
            .PublishToQueue<OrderPlaced>("orders")
            .AddSqsConsumer("orders", consumer => consumer.Handle<OrderPlaced, OrderHandler>());
        builder.Services.AddMessagingHarness();
        using var host = builder.Build();
        await host.StartAsync();

        await using (var harness = await MessagingHarness.AttachAsync(host.Services))
        {
            await host.Services.GetRequiredService<IMessagePublisher>().PublishAsync(new OrderPlaced(7));

            Assert.Equal(7, (await harness.WaitForHandledAsync<OrderPlaced>(order => order.Number == 7)).Number);
            Assert.Equal("eu-west-1", harness.Broker.Region);
            Assert.Equal(2030, host.Services.GetRequiredService<TimeProvider>().GetUtcNow().Year);
        }

        await host.StopAsync();
    }

    [Fact]
    public async Task An_application_without_a_harness_and_settings_that_nobody_would_read_are_refused()
    {
        using var host = Host.CreateApplicationBuilder().Build();

        var none = await Assert.ThrowsAsync<InvalidOperationException>(() => MessagingHarness.AttachAsync(host.Services));
        var unread = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddMessagingHarness(
            options => options.Configuration["Messaging:Source"] = "/orders"));
        Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddMessagingHarness().AddMessagingHarness());

        Assert.Contains("AddMessagingHarness", none.Message, StringComparison.Ordinal);
        Assert.Contains("'Messaging:Source'", unread.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_background_service_does_with_what_handlers_give_it_can_be_waited_for()
    {
        await using var harness = await MessagingHarness.StartAsync(services =>
        {
            var channel = Channel.CreateUnbounded<OrderPlaced>();
            services.AddSingleton(channel).AddHostedService<Shipping>();
            services.AddSingleton<OrderHandler.Script>((order, _, cancellationToken) => channel.Writer.WriteAsync(order, cancellationToken).AsTask());
            services.AddMessaging()
                .PublishToQueue<OrderPlaced>("orders")
                .PublishToQueue<OrderShipped>("shipments")
                .AddSqsConsumer("orders", consumer => consumer.Handle<OrderPlaced, OrderHandler>());
        });

        await harness.PublishAsync(new OrderPlaced(3));
        await harness.WaitUntilAsync(() => harness.PublishedOf<OrderShipped>().Count == 1);

        Assert.Equal([new OrderShipped(3)], harness.PublishedOf<OrderShipped>());
    }

    [Fact]
    public async Task A_wait_in_vain_tells_of_the_background_service_that_failed_and_of_why_messages_were_set_aside()
    {
        await using var harness = await MessagingHarness.StartAsync(
            services =>
            {
                services.AddHostedService<Failing>();
                services.AddSingleton<OrderHandler.Script>((_, _, _) => throw new FormatException("No number."));
                services.AddMessaging()
                    .PublishToQueue<OrderPlaced>("orders")
                    .PublishToQueue<OrderShipped>("orders")
                    .AddSqsConsumer("orders", consumer => consumer.Handle<OrderPlaced, OrderHandler>().DeadLetterTo("letters", 3));
            },
            options => options.SafetyTimeout = TimeSpan.FromSeconds(1));
        await harness.PublishAsync(new OrderShipped(1));
        await harness.PublishAsync(new OrderPlaced(1));

        var unhandled = await Assert.ThrowsAsync<MessagingHarnessException>(() => harness.WaitForHandledAsync<OrderShipped>());
        var unfit = await Assert.ThrowsAsync<MessagingHarnessException>(() => harness.WaitForHandledAsync<OrderPlaced>(_ => true));
        harness.Services.GetRequiredService<IEnumerable<IHostedService>>().OfType<Failing>().Single().Fail();
        var never = await Assert.ThrowsAsync<MessagingHarnessException>(() => harness.WaitUntilAsync(() => false));

        Assert.Contains("Dead-lettered: No handler for messages named", unhandled.Message, StringComparison.Ordinal);
        Assert.Contains("None of 0 handled messages 'OrderPlaced' fits", unfit.Message, StringComparison.Ordinal);
        Assert.IsType<FormatException>(unfit.InnerException);
        Assert.Contains("Background service Failing has failed: InvalidOperationException: No database.", never.Message, StringComparison.Ordinal);
        Assert.Contains("The application has stopped", never.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Harnesses_side_by_side_know_nothing_of_each_other()
    {
        await Task.WhenAll(Enumerable.Range(1, 8).Select(async count =>
        {
            await using var harness = await Orders.StartAsync(static async (_, _, _) => await Task.Yield());
            await harness.Publisher.PublishManyAsync(Enumerable.Range(0, count * 10).Select(number => new OrderPlaced(number)).ToArray());
            await harness.AdvanceAsync(TimeSpan.FromSeconds(count));

            Assert.Equal(count * 10, harness.HandledOf<OrderPlaced>().Count);
            Assert.Equal(count * 10, harness.Published.Count);
            Assert.Equal(new DateTimeOffset(2030, 1, 1, 0, 0, count, TimeSpan.Zero), harness.Time.GetUtcNow());
        }));
    }

    private sealed class SlowStart(TimeProvider time) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.Delay(TimeSpan.FromSeconds(5), time, cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Failing : BackgroundService
    {
        private readonly TaskCompletionSource _failed = new();

        public void Fail() => _failed.SetException(new InvalidOperationException("No database."));

        protected override Task ExecuteAsync(CancellationToken stoppingToken) => _failed.Task.WaitAsync(stoppingToken);
    }

    private sealed class Shipping(Channel<OrderPlaced> orders, IMessagePublisher publisher) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await foreach (var order in orders.Reader.ReadAllAsync(stoppingToken))
            {
                await publisher.PublishAsync(new OrderShipped(order.Number), null, stoppingToken);
            }
        }
    }

    private sealed class Tenant
    {
        public string Name => "acme";
    }

    private sealed class TenantPublisher(IMessagePublisher inner, Tenant tenant) : IMessagePublisher
    {
        public Task<PublishReceipt> PublishAsync<TMessage>(TMessage message, PublishOptions? options, CancellationToken cancellationToken)
            where TMessage : notnull => inner.PublishAsync(message, Options(), cancellationToken);

        public Task<IReadOnlyList<PublishOutcome>> PublishManyAsync<TMessage>(
            IReadOnlyCollection<TMessage> messages, PublishOptions? options, CancellationToken cancellationToken)
            where TMessage : notnull => inner.PublishManyAsync(messages, Options(), cancellationToken);

        private PublishOptions Options() => new() { Headers = new Dictionary<string, string> { ["tenant"] = tenant.Name } };
    }
}
