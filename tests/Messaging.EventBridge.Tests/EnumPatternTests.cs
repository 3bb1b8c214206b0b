using System.Text.Json.Serialization;
using Messaging.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EventBridge.Tests;

/// <summary>Patterns that ask for values of an enum.</summary>
public sealed class EnumPatternTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Events_are_let_through_by_an_enum_as_their_json_writes_it(bool areTexts)
    {
        await using var harness = await MessagingHarness.StartAsync(services =>
        {
            var messaging = services.AddMessaging().PublishToEventBus<Charged>("payments", "com.acme.payments");
            if (areTexts)
            {
                messaging.ConfigureJson(json => json.Converters.Add(new JsonStringEnumConverter()));
            }

            messaging.AddSqsConsumer("cards", consumer => consumer.Handle<Charged, ChargedHandler>().SubscribeToEventBus("payments", pattern => pattern
                .Message<Charged>(payment => payment.Where(charged => charged.Means, Means.Card))));
        });

        await harness.Publisher.PublishManyAsync([new Charged(1, Means.Cash), new Charged(2, Means.Card)]);
        await harness.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal([2], harness.HandledOf<Charged>().Select(charged => charged.Number));
    }

    [Fact]
    public void A_path_does_not_say_how_an_enum_is_written() => Assert.Throws<ArgumentException>(() => Topologies.Of(messaging =>
        messaging.RouteEventsToFunction("payments", "arn:aws:lambda:eu-west-1:123456789012:function:audit", pattern => pattern.Where("detail.data.means", Means.Card))));

    [Fact]
    public void A_text_for_an_enum_that_the_json_writes_as_a_number_ends_the_start() => Assert.Throws<MessagingConfigurationException>(() => Topologies.Of(messaging =>
        messaging.AddSqsConsumer("cards", consumer => consumer.Handle<Charged, ChargedHandler>().SubscribeToEventBus("payments", pattern => pattern
            .Message<Charged>(payment => payment.Where(charged => charged.Means, "Card"))))));

    public enum Means
    {
        Cash,
        Card,
    }

    public sealed record Charged(int Number, Means Means);

    public sealed class ChargedHandler : IMessageHandler<Charged>
    {
        public Task HandleAsync(Charged message, MessageContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
