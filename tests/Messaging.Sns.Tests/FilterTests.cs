using Messaging.Aws;
using Messaging.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Sns.Tests;

public sealed class FilterTests
{
    [Fact]
    public void Without_conditions_there_is_no_filter() => Assert.Null(Subscription(_ => { }).FilterPolicy);

    [Fact]
    public void A_condition_on_an_attribute_is_a_filter_of_attributes()
    {
        var subscription = Subscription(filter => filter.Where("region", "eu", "us").Where("total", Match.AtLeast(100), 5));

        Assert.Equal("""{"region":["eu","us"],"total":[{"numeric":[">=",100]},5]}""", subscription.FilterPolicy);
        Assert.False(subscription.FiltersBody);
    }

    [Fact]
    public void A_message_is_found_by_the_attribute_with_its_name_and_its_former_names()
    {
        var subscription = Subscription(filter => filter.Message<OrderShipped>());

        Assert.Equal("""{"type":["acme.order-shipped.v2","acme.order-shipped.v1"]}""", subscription.FilterPolicy);
    }

    [Fact]
    public void A_condition_on_a_property_looks_into_the_body_at_the_propertys_json_name()
    {
        var subscription = Subscription(filter => filter.Message<OrderShipped>(order => order
            .Where(message => message.ShipTo!.Country, "DE")
            .Where(message => message.Total, Match.Between(1, 2))
            .Where(message => message.Labels, Match.Prefix("frag"))));

        Assert.Equal(
            """{"type":["acme.order-shipped.v2","acme.order-shipped.v1"],"data":{"ship_to":{"country":["DE"]},"total":[{"numeric":[">=",1,"<=",2]}],"labels":[{"prefix":"frag"}]}}""",
            subscription.FilterPolicy);
        Assert.True(subscription.FiltersBody);
    }

    [Fact]
    public void Several_messages_with_conditions_of_their_own_are_alternatives()
    {
        var subscription = Subscription(filter => filter
            .Message<OrderShipped>(order => order.Where(message => message.Region, "eu"))
            .Message<OrderReturned>());

        Assert.Equal(
            """{"$or":[{"type":["order-returned"]},{"type":["acme.order-shipped.v2","acme.order-shipped.v1"],"data":{"region":["eu"]}}]}""",
            subscription.FilterPolicy);
    }

    [Fact]
    public void Two_conditions_on_one_value_say_that_they_belong_into_one()
    {
        var exception = Assert.Throws<MessagingConfigurationException>(
            () => Subscription(filter => filter.Where("region", "eu").Where("region", "us")));

        Assert.Contains("'region'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_values_than_sns_takes_are_refused_before_the_start()
    {
        var exception = Assert.Throws<MessagingConfigurationException>(() => Subscription(filter =>
        {
            for (var number = 0; number < 6; number++)
            {
                filter.Where("attribute" + number, "x");
            }
        }));

        Assert.Contains("asks for 6 values, and SNS takes 5", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_that_could_never_match_is_refused_where_it_is_written()
    {
        Assert.Throws<ArgumentException>(() => Subscription(filter => filter.Message<OrderShipped>(order => order.Where(message => message.Total, "ten"))));
        Assert.Throws<ArgumentException>(() => Subscription(filter => filter.Message<OrderShipped>(order => order.Where(message => message.Region, 5))));
        Assert.Throws<ArgumentOutOfRangeException>(() => Match.Between(5, 5));
        Assert.Throws<ArgumentException>(() => Subscription(filter => filter.Message<OrderShipped>(order => order.Where(message => message.Region.Length + 1, 5))));
        Assert.Throws<ArgumentOutOfRangeException>(() => Subscription(filter => filter.Where("region")));
        Assert.Throws<ArgumentException>(() => Subscription(filter => filter.FilterPolicy("[1]")));
        Assert.Throws<ArgumentException>(() => Subscription(filter => filter.FilterPolicy("{")));
    }

    [Fact]
    public void A_fifo_queue_behind_a_standard_topic_is_refused_before_the_start()
    {
        var exception = Assert.Throws<MessagingConfigurationException>(() => Build(services => services.AddMessaging()
            .AddSqsConsumer("orders.fifo", consumer => consumer.Handle<OrderShipped, ShippedHandler>().SubscribeToTopic("events"))));

        Assert.Contains("queue 'orders.fifo' is FIFO and topic 'events' is not", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_queue_with_the_key_of_sqs_behind_a_topic_is_refused_before_the_start()
    {
        var exception = Assert.Throws<MessagingConfigurationException>(() => Build(services => services.AddMessaging()
            .AddSqsConsumer("orders", consumer => consumer.Handle<OrderShipped, ShippedHandler>().SubscribeToTopic("events")
                .Configure(options => options.KmsKeyId = "alias/aws/sqs"))));

        Assert.Contains("alias/aws/sqs", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_that_sns_refuses_ends_the_start_with_the_filter_and_the_reason()
    {
        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(() => MessagingHarness.StartAsync(services =>
            services.AddMessaging().AddSqsConsumer("orders", consumer => consumer.Handle<OrderShipped, ShippedHandler>()
                .SubscribeToTopic("events", filter => filter.FilterPolicy("""{"region":[{"sounds-like":"eu"}]}""")))));

        Assert.Contains("sounds-like", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'events'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_on_an_attribute_beside_one_on_a_property_is_refused_as_one_of_them_is_never_looked_at()
    {
        var exception = Assert.Throws<MessagingConfigurationException>(() => Subscription(filter => filter
            .Where("total", Match.AtLeast(5)).Message<OrderShipped>(order => order.Where(message => message.Total, 7))));
        var inBody = Subscription(filter => filter
            .InBody().Where("data.region", "eu").Message<OrderShipped>(order => order.Where(message => message.Total, 7)));

        Assert.Contains("asks for the attribute 'total'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("InBody", exception.Message, StringComparison.Ordinal);
        Assert.True(inBody.FiltersBody);
    }

    [Fact]
    public void A_type_that_the_consumer_does_not_handle_is_refused()
    {
        var exception = Assert.Throws<MessagingConfigurationException>(() => Build(services => services.AddMessaging()
            .AddMessage<OrderReturned>("order-returned")
            .AddSqsConsumer("orders", consumer => consumer.Handle<OrderShipped, ShippedHandler>()
                .SubscribeToTopic("events", filter => filter.Message<OrderReturned>()))));

        Assert.Contains("Consumer 'orders' subscribes to topic 'events' for messages of type OrderReturned", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_the_application_says_nothing_else_of_is_refused()
    {
        var exception = Assert.Throws<MessagingConfigurationException>(() => Build(services => services.AddMessaging()
            .AddSqsConsumer("orders", consumer => consumer.Handle<OrderShipped, ShippedHandler>()
                .SubscribeToTopic("events", filter => filter.Message<OrderReturned>()))));

        Assert.Contains("Add AddMessage<OrderReturned>", exception.Message, StringComparison.Ordinal);
    }

    private static TopologySubscription Subscription(Action<TopicSubscriptionBuilder> configure) =>
        Assert.Single(Build(services => services.AddMessaging()
            .AddMessage<OrderShipped>("acme.order-shipped.v2", message => message.AlsoReads("acme.order-shipped.v1"))
            .AddMessage<OrderReturned>("order-returned")
            .AddSqsConsumer("orders", consumer => consumer
                .Handle<OrderShipped, ShippedHandler>()
                .Handle<OrderReturned, ReturnedHandler>()
                .SubscribeToTopic("events", configure))).Subscriptions);

    private static Topology Build(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        configure(services);
        services.AddLocalBroker();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<Topology>();
    }
}
