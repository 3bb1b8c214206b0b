using Messaging.Aws;
using Messaging.Sns;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EventBridge.Tests;

public sealed class ProvisioningDefaultTests
{
    [Fact]
    public void An_embedded_broker_creates_where_nothing_is_said() => Assert.All(
        Modes(Topologies.Of(Topologies.Shop)), mode => Assert.Equal(Provisioning.Create, mode));

    [Fact]
    public void One_call_holds_for_queues_topics_buses_subscriptions_and_rules() => Assert.All(
        Modes(Topologies.Of(messaging => Topologies.Shop(messaging.UseProvisioning(Provisioning.Validate)))),
        mode => Assert.Equal(Provisioning.Validate, mode));

    [Fact]
    public void Configuration_has_the_last_word_over_the_call() => Assert.All(
        Modes(Configured("none")), mode => Assert.Equal(Provisioning.None, mode));

    [Fact]
    public void What_says_something_of_its_own_keeps_it()
    {
        var topology = Topologies.Of(messaging =>
        {
            Topologies.Shop(messaging.UseProvisioning(Provisioning.None));
            messaging.Services.Configure<SnsDestinationOptions>("payment-events", options => options.Provisioning = Provisioning.Create);
        });

        Assert.Equal(Provisioning.Create, Assert.Single(topology.Topics).Provisioning);
        Assert.All(topology.Queues, queue => Assert.Equal(Provisioning.None, queue.Provisioning));
    }

    [Fact]
    public void A_value_that_is_none_ends_the_start_and_is_named()
    {
        var exception = Assert.Throws<MessagingConfigurationException>(() => Configured("Craete"));

        Assert.Equal("The configuration value Messaging:Provisioning is 'Craete'. Use None, Validate or Create.", exception.Message);
    }

    [Fact]
    public void Two_calls_that_contradict_each_other_are_refused_and_the_same_twice_is_not()
    {
        var messaging = new ServiceCollection().AddMessaging().UseProvisioning(Provisioning.Create).UseProvisioning(Provisioning.Create);

        var exception = Assert.Throws<MessagingConfigurationException>(() => messaging.UseProvisioning(Provisioning.Validate));
        Assert.Contains("with Create and with Validate", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => messaging.UseProvisioning((Provisioning)7));
    }

    private static Topology Configured(string value) => Topologies.Of(messaging =>
    {
        messaging.Services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection([new("Messaging:Provisioning", value)]).Build());
        Topologies.Shop(messaging.UseProvisioning(Provisioning.Create));
    });

    private static IEnumerable<Provisioning> Modes(Topology topology)
    {
        // The dead-letter queue of a subscription or target is as what it serves.
        Assert.NotEmpty(topology.Rules);
        Assert.NotEmpty(topology.Subscriptions);
        return topology.Queues.Select(queue => queue.Provisioning)
            .Concat(topology.Topics.Select(topic => topic.Provisioning))
            .Concat(topology.EventBuses.Select(bus => bus.Provisioning))
            .Concat(topology.Subscriptions.Select(subscription => subscription.Provisioning))
            .Concat(topology.Rules.Select(rule => rule.Provisioning));
    }
}
