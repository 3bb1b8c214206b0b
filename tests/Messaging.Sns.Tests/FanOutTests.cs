using Messaging.Aws;
using Messaging.Local;
using Messaging.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Sns.Tests;

public sealed class FanOutTests
{
    [Fact]
    public async Task A_message_reaches_every_queue_whose_filter_lets_it_through()
    {
        await using var harness = await StartAsync();

        await harness.Publisher.PublishManyAsync(
        [
            new OrderShipped(1, "eu", 10), new OrderShipped(2, "us", 200), new OrderShipped(3, "eu", 300),
        ]);
        await harness.WaitUntilIdleAsync();

        Assert.Equal([1, 3], Numbers(harness, "europe"));
        Assert.Equal([2, 3], Numbers(harness, "large"));
        Assert.Equal([1, 2, 3], Numbers(harness, "all"));
    }

    [Fact]
    public async Task The_envelope_is_intact_behind_a_topic_raw_or_not()
    {
        await using var harness = await MessagingHarness.StartAsync(services => services.AddMessaging()
            .AddMessage<OrderShipped>("acme.order-shipped.v1")
            .PublishToTopic<OrderShipped>("events")
            .AddSqsConsumer("raw", consumer => consumer.Handle<OrderShipped, ShippedHandler>().SubscribeToTopic("events"))
            .AddSqsConsumer("wrapped", consumer => consumer
                .Handle<OrderShipped, ShippedHandler>().SubscribeToTopic("events", subscription => subscription.Wrapped())));

        var receipt = await harness.PublishAsync(
            new OrderShipped(7), new PublishOptions { CorrelationId = "c-1", Headers = new Dictionary<string, string> { ["tenant"] = "a" } });
        await harness.WaitUntilIdleAsync();

        Assert.Equal(2, harness.Handled.Count);
        Assert.All(harness.Handled, attempt =>
        {
            Assert.Equal(receipt.MessageId, attempt.Context.MessageId);
            Assert.Equal("c-1", attempt.Context.CorrelationId);
            Assert.Equal("a", attempt.Context.Headers["tenant"]);
            Assert.Equal("acme.order-shipped.v1", attempt.Context.MessageName);
        });
    }

    [Fact]
    public async Task A_fifo_topic_keeps_the_order_of_each_group_in_every_queue()
    {
        await using var harness = await MessagingHarness.StartAsync(services => services.AddMessaging()
            .PublishToTopic<OrderShipped>("steps.fifo", route => route.GroupBy(message => message.Region))
            .AddSqsConsumer("one.fifo", consumer => consumer.Handle<OrderShipped, ShippedHandler>().SubscribeToTopic("steps.fifo"))
            .AddSqsConsumer("two.fifo", consumer => consumer.Handle<OrderShipped, ShippedHandler>().SubscribeToTopic("steps.fifo")));

        await harness.Publisher.PublishManyAsync([.. Enumerable.Range(0, 60).Select(number => new OrderShipped(number, "group" + (number % 3)))]);
        await harness.WaitUntilIdleAsync();

        foreach (var queue in new[] { "one.fifo", "two.fifo" })
        {
            for (var group = 0; group < 3; group++)
            {
                var numbers = Handled(harness, queue).Where(message => message.Region == "group" + group).Select(message => message.Number);
                Assert.Equal(Enumerable.Range(0, 20).Select(index => (index * 3) + group), numbers);
            }
        }
    }

    [Fact]
    public async Task A_retry_of_a_publish_to_a_fifo_topic_makes_no_second_copy()
    {
        await using var harness = await MessagingHarness.StartAsync(services => services.AddMessaging()
            .PublishToTopic<OrderShipped>("steps.fifo", route => route.GroupBy(message => message.Region))
            .AddSqsConsumer("one.fifo", consumer => consumer.Handle<OrderShipped, ShippedHandler>().SubscribeToTopic("steps.fifo")));
        var options = new PublishOptions { MessageId = "same", };

        await harness.PublishAsync(new OrderShipped(1), options);
        await harness.PublishAsync(new OrderShipped(1), options);
        await harness.WaitUntilIdleAsync();

        Assert.Single(harness.Handled);
    }

    [Fact]
    public async Task Numbers_lists_and_texts_travel_as_attributes_of_their_types()
    {
        await using var harness = await MessagingHarness.StartAsync(services => services.AddMessaging()
            .PublishToTopic<OrderShipped>("events", route => route
                .Attribute("total", message => message.Total)
                .Attribute("region", message => message.Region)
                .Attribute("labels", message => message.Labels ?? []))
            .AddSqsConsumer("fragile", consumer => consumer.Handle<OrderShipped, ShippedHandler>()
                .SubscribeToTopic("events", filter => filter.Where("labels", "fragile").Where("total", Match.LessThan(3)))));

        await harness.PublishAsync(new OrderShipped(1, Total: 2.5m, Labels: ["big", "fragile"]));
        await harness.PublishAsync(new OrderShipped(2, Total: 2.5m, Labels: ["big"]));
        await harness.PublishAsync(new OrderShipped(3, Total: 10, Labels: ["fragile"]));
        await harness.PublishAsync(new OrderShipped(4, Total: 1));
        await harness.WaitUntilIdleAsync();

        Assert.Equal([1], Numbers(harness, "fragile"));
    }

    [Fact]
    public async Task Ten_thousand_messages_of_64_callers_take_at_most_1100_requests_and_all_arrive()
    {
        using var callers = new GatedCallers();

        await callers.PublishAsync(
            64, 10_000,
            messaging => messaging.PublishToTopic<OrderShipped>("events")
                .AddSqsConsumer("all", consumer => consumer.Handle<OrderShipped, ShippedHandler>().SubscribeToTopic("events")),
            (publisher, number) => publisher.PublishAsync(new OrderShipped(number)));

        var requests = callers.Broker.Requests.ByAction;
        Assert.InRange(requests.GetValueOrDefault("Publish") + requests["PublishBatch"], 1000, 1100);
        Assert.Equal(10_000, callers.Broker.FindQueue("all")!.Total);
    }

    [Fact]
    public async Task A_lone_publish_waits_for_nothing()
    {
        await using var harness = await MessagingHarness.StartAsync(services => services.AddMessaging().PublishToTopic<OrderShipped>("events"));
        var before = harness.Time.GetUtcNow();

        await harness.PublishAsync(new OrderShipped(1));

        Assert.Equal(before, harness.Time.GetUtcNow());
        Assert.Equal(1, harness.Broker.Requests.ByAction["Publish"]);
    }

    [Fact]
    public async Task A_subject_that_sns_would_refuse_is_refused_with_its_rule()
    {
        await using var harness = await MessagingHarness.StartAsync(services => services.AddMessaging()
            .PublishToTopic<OrderShipped>("events", route => route.Subject(message => "Line\nbreak")));

        var exception = await Assert.ThrowsAsync<MessageWriteException>(() => harness.PublishAsync(new OrderShipped(1)));

        Assert.Contains("100 printable ASCII characters", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_over_the_limit_of_topics_names_size_and_limit()
    {
        await using var harness = await MessagingHarness.StartAsync(services => services.AddMessaging().PublishToTopic<OrderShipped>("events"));

        var exception = await Assert.ThrowsAsync<MessageTooLargeException>(
            () => harness.PublishAsync(new OrderShipped(1, new string('x', 262_144))));

        Assert.Contains("262144", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topic_that_is_gone_fails_the_publish_with_the_services_code()
    {
        await using var harness = await MessagingHarness.StartAsync(services => services.AddMessaging().PublishToTopic<OrderShipped>("events"));
        await harness.Services.GetRequiredService<ITopicAdministration>().DeleteTopicAsync("arn:aws:sns:us-east-1:000000000000:events");

        var exception = await Assert.ThrowsAsync<SendException>(() => harness.PublishAsync(new OrderShipped(1)));

        Assert.Equal("NotFound", exception.Code);
        Assert.False(exception.IsTransient);
    }

    [Fact]
    public async Task A_passing_fault_of_the_topic_is_tried_again_and_the_message_arrives_once()
    {
        await using var harness = await MessagingHarness.StartAsync(services => services.AddMessaging()
            .PublishToTopic<OrderShipped>("steps.fifo", route => route.GroupBy(message => message.Region))
            .AddSqsConsumer("one.fifo", consumer => consumer.Handle<OrderShipped, ShippedHandler>().SubscribeToTopic("steps.fifo")));
        harness.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.DropResponse, Action = "Publish", Times = 1 });

        await harness.PublishAsync(new OrderShipped(1));
        await harness.WaitUntilIdleAsync();

        Assert.Equal([1], Numbers(harness, "one.fifo"));
    }

    private static Task<MessagingHarness> StartAsync() => MessagingHarness.StartAsync(services => services.AddMessaging()
        .AddMessage<OrderShipped>("acme.order-shipped.v1")
        .PublishToTopic<OrderShipped>("events", route => route.Attribute("total", message => message.Total))
        .AddSqsConsumer("europe", consumer => consumer.Handle<OrderShipped, ShippedHandler>()
            .SubscribeToTopic("events", filter => filter.Message<OrderShipped>(order => order.Where(message => message.Region, "eu"))))
        .AddSqsConsumer("large", consumer => consumer.Handle<OrderShipped, ShippedHandler>()
            .SubscribeToTopic("events", filter => filter.Where("total", Match.AtLeast(100))))
        .AddSqsConsumer("all", consumer => consumer.Handle<OrderShipped, ShippedHandler>().SubscribeToTopic("events")));

    private static IEnumerable<int> Numbers(MessagingHarness harness, string consumer) =>
        Handled(harness, consumer).Select(message => message.Number).Order();

    private static IEnumerable<OrderShipped> Handled(MessagingHarness harness, string consumer) =>
        harness.Handled.Where(attempt => attempt.Context.ConsumerName == consumer).Select(attempt => (OrderShipped)attempt.Message);
}
