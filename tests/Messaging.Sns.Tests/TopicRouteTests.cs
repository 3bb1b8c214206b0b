using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Sns.Tests;

public sealed class TopicRouteTests
{
    private readonly MessagingBuilder _messaging = new ServiceCollection().AddMessaging();

    [Fact]
    public void A_second_route_with_an_attribute_more_is_a_conflict()
    {
        _messaging
            .PublishToTopic<Sold>("sales")
            .PublishToTopic<Sold>("sales", route => route.Attribute("country", sold => sold.Country));

        Assert.Contains(
            "routed to the topic 'sales' twice, with different Attribute 'country'.",
            Assert.Single(_messaging.Registrations.Conflicts), StringComparison.Ordinal);
    }

    [Fact]
    public void An_attribute_of_another_type_and_another_subject_are_conflicts()
    {
        _messaging
            .PublishToTopic<Sold>("sales", route => route.Attribute("total", sold => sold.Country).Subject(sold => "Sold"))
            .PublishToTopic<Sold>("sales", route => route.Attribute("total", sold => sold.Total).Subject(sold => sold.Country));

        Assert.Contains(
            "with different Attribute 'total', Subject.", Assert.Single(_messaging.Registrations.Conflicts), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_code_registers_a_route_twice_without_a_conflict()
    {
        for (var module = 0; module < 2; module++)
        {
            _messaging.PublishToTopic<Sold>("sales", route => route
                .GroupBy(sold => sold.Country).Raw().Subject(sold => "Sold")
                .Attribute("country", sold => sold.Country)
                .Attribute("total", sold => sold.Total)
                .Attribute("names", sold => new[] { sold.Country }));
        }

        Assert.Empty(_messaging.Registrations.Conflicts);
        Assert.Single(_messaging.Registrations.Routes);
    }

    private sealed record Sold(string Country, decimal Total);
}
