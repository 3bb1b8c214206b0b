using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EventBridge.Tests;

public sealed class EventRouteTests
{
    private readonly MessagingBuilder _messaging = new ServiceCollection().AddMessaging();

    [Fact]
    public void Two_sources_for_one_type_on_one_bus_are_a_conflict()
    {
        _messaging
            .PublishToEventBus<PaymentCaptured>("payments", "com.acme.one")
            .PublishToEventBus<PaymentCaptured>("payments", "com.acme.two")
            .PublishToEventBus<PaymentRefunded>("payments", "com.acme.two");

        Assert.Contains("' twice, with different Source.", Assert.Single(_messaging.Registrations.Conflicts), StringComparison.Ordinal);
    }

    [Fact]
    public void Resources_that_only_one_of_two_routes_names_are_a_conflict_and_the_same_code_twice_is_none()
    {
        for (var module = 0; module < 2; module++)
        {
            _messaging.PublishToEventBus<PaymentCaptured>("payments", "com.acme", route => route.Resources(payment => ["arn"]).Raw());
        }

        Assert.Empty(_messaging.Registrations.Conflicts);
        _messaging.PublishToEventBus<PaymentCaptured>("payments", "com.acme");

        Assert.Contains("with different Resources, Raw.", Assert.Single(_messaging.Registrations.Conflicts), StringComparison.Ordinal);
    }
}
