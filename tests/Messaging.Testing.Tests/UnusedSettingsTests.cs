using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Messaging.Testing.Tests;

/// <summary>What is said of settings whose names the application does not have.</summary>
public sealed class UnusedSettingsTests
{
    private const int UnusedSettings = 1100;

    [Fact]
    public async Task Settings_of_unknown_names_are_warned_of_once_with_the_nearest_known_name()
    {
        var logs = await StartAsync(
            "Messaging:Consumers:ordrs:Queue", "Messaging:Destinations:Order-events:Address", "Messaging:Destinations:billing:Address",
            "Messaging:Destinations:billing:Provisioning");

        var (_, level, text) = Assert.Single(logs.All, entry => entry.Id == UnusedSettings);
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains(
            "Messaging:Consumers:ordrs (near 'orders'), Messaging:Destinations:billing, Messaging:Destinations:Order-events (near 'orders-events').",
            text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Messaging:Consumers:ORDERS:Queue")]
    [InlineData("Messaging:Destinations:orders:Address")]
    [InlineData("Messaging:Destinations:orders-events:Address")]
    [InlineData("Messaging:Destinations:from-a-rule:Provisioning")]
    [InlineData("Messaging:Destinations:from-a-subscription:Provisioning")]
    [InlineData("Messaging:Destinations:arn:aws:sqs:us-east-1:000000000000:letters:Provisioning")]
    [InlineData("Messaging:Consumers:_old:Queue")]
    [InlineData("Messaging:Endpoints:hook:MaxBodySize")]
    [InlineData("Messaging:Functions:resize:MaxConcurrency")]
    public async Task Names_that_are_used_remarks_and_kinds_that_the_application_has_none_of_are_not_warned_of(string key) =>
        Assert.Empty((await StartAsync(key)).Of(UnusedSettings));

    private static async Task<Logs> StartAsync(params string[] keys)
    {
        var logs = new Logs();
        await using var harness = await MessagingHarness.StartAsync(
            services =>
            {
                services.AddLogging(logging => logging.AddProvider(logs));
                services.AddSingleton<OrderHandler.Script>(_ => static (_, _, _) => Task.CompletedTask);
                services.AddMessaging()
                    .PublishToQueue<OrderPlaced>("orders")
                    .PublishToQueue<OrderShipped>("arn:aws:sqs:us-east-1:000000000000:letters")
                    .PublishToTopic<OrderPlaced>("orders-events")
                    .AddSqsConsumer("orders", consumer => consumer.Handle<OrderPlaced, OrderHandler>()
                        .SubscribeToTopic("from-a-subscription")
                        .SubscribeToEventBus("from-a-rule", rule => rule.Message<OrderPlaced>()));
            },
            options =>
            {
                foreach (var key in keys)
                {
                    options.Configuration[key] = key.EndsWith(":Provisioning", StringComparison.Ordinal) ? "Create" : "1";
                }
            });
        return logs;
    }
}
