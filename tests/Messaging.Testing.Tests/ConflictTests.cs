using Messaging.Sqs;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Testing.Tests;

/// <summary>Two registrations of one consumer: what they say alike counts once, what contradicts itself ends the start.</summary>
public sealed class ConflictTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public Task Two_dead_letter_queues_end_the_start() => ConflictAsync(
        consumer => consumer.DeadLetterTo("letters", 3), consumer => consumer.DeadLetterTo("others", 3),
        "Consumer 'orders' is registered with DeadLetterQueue 'letters' and with 'others'. Keep one of them; what differs between environments " +
        "belongs into the configuration, as Messaging:Consumers:orders:DeadLetterQueue.");

    [Fact]
    public async Task Two_queues_or_other_settings_end_the_start()
    {
        await ConflictAsync(
            consumer => consumer.Configure(options => options.Queue = "a"), consumer => consumer.Configure(options => options.Queue = "b"),
            "Queue 'a' and with 'b'");
        await ConflictAsync(
            consumer => consumer.DeadLetterTo("letters", 3), consumer => consumer.DeadLetterTo("letters", 5), "MaxReceives '3' and with '5'");
        await ConflictAsync(
            consumer => consumer.Configure(options => options.GroupFailure = GroupFailure.Release),
            consumer => consumer.Configure(options => options.GroupFailure = GroupFailure.DeadLetter), "GroupFailure 'Release' and with 'DeadLetter'");
    }

    [Fact]
    public async Task Two_manners_of_calling_one_handler_end_the_start()
    {
        await ConflictAsync(
            consumer => consumer.Handle<OrderShipped, BothHandler>(), consumer => consumer.HandleBatch<OrderShipped, BothHandler>(5),
            "one message at a time, and by another registration in batches of 5.");
        await ConflictAsync(
            consumer => consumer.Handle<OrderShipped, BothHandler>(handler => handler.Timeout(Second)), consumer => consumer.Handle<OrderShipped, BothHandler>(),
            "one message at a time for 00:00:01 at most, and by another registration one message at a time.");
    }

    [Fact]
    public async Task Two_handlers_of_unknown_messages_two_types_for_unnamed_ones_and_two_shared_limits_end_the_start()
    {
        await ConflictAsync(
            consumer => consumer.HandleUnknown<UnknownHandler>(), consumer => consumer.HandleUnknown<OtherUnknownHandler>(),
            "Consumer 'orders' handles unknown messages by 'Messaging.Testing.Tests.ConflictTests+UnknownHandler' and by another registration");
        await ConflictAsync(
            consumer => consumer.ReadUnnamedAs<OrderPlaced>(), consumer => consumer.ReadUnnamedAs<OrderShipped>(), "reads unnamed messages as");
        await ConflictAsync(
            consumer => consumer.ShareConcurrency("database", 5), consumer => consumer.ShareConcurrency("database", 6),
            "shares the limit 'database' of '5' and by another registration 'database' of '6'");
    }

    [Fact]
    public async Task Two_rules_for_one_exception_end_the_start()
    {
        await ConflictAsync(
            consumer => consumer.RetryOn<FormatException>(Second, 2 * Second), consumer => consumer.RetryOn<FormatException>(Second, 3 * Second),
            "has for 'System.FormatException' both RetryOn of 00:00:01 to 00:00:02 and RetryOn of 00:00:01 to 00:00:03");
        await ConflictAsync(
            consumer => consumer.RetryOn<FormatException>(Second, 2 * Second), consumer => consumer.DeadLetterOn<FormatException>(), "and DeadLetterOn");
    }

    [Fact]
    public async Task Two_sources_of_the_application_end_the_start()
    {
        var error = await Assert.ThrowsAsync<MessagingConfigurationException>(() => MessagingHarness.StartAsync(services =>
        {
            services.AddMessaging(options => options.Source = "/one");
            services.AddMessaging(options => options.Source = "/two");
        }));

        Assert.Contains("Messaging is registered with Source '/one' and with '/two'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_consumers_that_give_their_queue_different_dead_letter_queues_end_the_start()
    {
        var error = await Assert.ThrowsAsync<MessagingConfigurationException>(() => MessagingHarness.StartAsync(services =>
        {
            services.AddSingleton<OrderHandler.Script>(_ => static (_, _, _) => Task.CompletedTask);
            services.AddSqsConsumer("one", consumer => consumer.Handle<OrderPlaced, OrderHandler>().DeadLetterTo("a", 3).Configure(options => options.Queue = "orders"));
            services.AddSqsConsumer("two", consumer => consumer.Handle<OrderPlaced, OrderHandler>().DeadLetterTo("b", 3).Configure(options => options.Queue = "orders"));
        }));

        Assert.Contains("give it dead-letter queue 'a' after 3 receives, and 'b' after 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_twice_has_the_effect_of_once_and_what_only_one_says_counts()
    {
        await using var harness = await StartAsync(Same, consumer =>
        {
            Same(consumer);
            consumer.Configure(options => options.MaxConcurrency = 3).Configure(options => options.MaxConcurrency = 4);
        });

        await harness.PublishAsync(new OrderPlaced(1));
        await harness.AdvanceAsync(Second);
        Assert.Single(harness.HandledOf<OrderPlaced>());

        static void Same(SqsConsumerBuilder consumer) => consumer
            .DeadLetterTo("letters", 3).HandleUnknown<UnknownHandler>().ReadUnnamedAs<OrderPlaced>().ShareConcurrency("database", 5)
            .RetryOn<FormatException>(Second, 2 * Second).HandleBatch<OrderShipped, BothHandler>(5, handler => handler.Timeout(Second))
            .SubscribeToTopic("orders", filter => filter.Message<OrderShipped>());
    }

    private static async Task ConflictAsync(Action<SqsConsumerBuilder> one, Action<SqsConsumerBuilder> other, string message) => Assert.Contains(
        message, (await Assert.ThrowsAsync<MessagingConfigurationException>(() => StartAsync(one, other))).Message, StringComparison.Ordinal);

    private static Task<MessagingHarness> StartAsync(Action<SqsConsumerBuilder> one, Action<SqsConsumerBuilder> other) =>
        MessagingHarness.StartAsync(services =>
        {
            services.AddSingleton<OrderHandler.Script>(_ => static (_, _, _) => Task.CompletedTask);
            services.AddMessaging().PublishToQueue<OrderPlaced>("orders");
            services.AddSqsConsumer("orders", consumer => one(consumer.Handle<OrderPlaced, OrderHandler>()));
            services.AddSqsConsumer("orders", consumer => other(consumer.Handle<OrderPlaced, OrderHandler>()));
        });

    internal sealed class BothHandler : IMessageHandler<OrderShipped>, IBatchMessageHandler<OrderShipped>
    {
        public Task HandleAsync(OrderShipped message, MessageContext context, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task HandleAsync(IReadOnlyList<BatchedMessage<OrderShipped>> messages, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    internal sealed class UnknownHandler : IMessageHandler<UnknownMessage>
    {
        public Task HandleAsync(UnknownMessage message, MessageContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    internal sealed class OtherUnknownHandler : IMessageHandler<UnknownMessage>
    {
        public Task HandleAsync(UnknownMessage message, MessageContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
