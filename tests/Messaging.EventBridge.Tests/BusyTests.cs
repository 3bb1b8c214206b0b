using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EventBridge.Tests;

/// <summary>Starts that AWS refuses for the moment, because somebody else is at the same resource, and those that it goes on refusing.</summary>
public sealed class BusyTests : IDisposable
{
    private const string Limit = """{"__type":"LimitExceededException","message":"The requested resource exceeds the maximum number allowed."}""";

    private readonly Broker _broker = new();

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task A_target_that_is_refused_because_of_another_start_is_tried_again()
    {
        _broker.Backend.AnswerOnce("events:PutTargets", """
            {"FailedEntryCount":1,"FailedEntries":[{"TargetId":"messaging","ErrorCode":"ConcurrentModificationException","ErrorMessage":"Somebody was faster."}]}
            """);
        await using var application = await _broker.StartAsync(Shop);

        await application.GetRequiredService<IMessagePublisher>().PublishAsync(new PaymentCaptured(1));

        Assert.Equal(1, _broker.Local.FindQueue("reports")!.Total);
    }

    [Fact]
    public async Task A_target_that_is_refused_for_good_says_which_and_why()
    {
        _broker.Backend.AnswerOnce("events:PutTargets", """
            {"FailedEntryCount":1,"FailedEntries":[{"TargetId":"messaging","ErrorCode":"ValidationException","ErrorMessage":"It is none."}]}
            """);

        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(() => _broker.ProvisionAsync(Shop));

        Assert.Contains(
            "Rule 'reports' of event bus 'payments' could not be given its target 'reports': ValidationException, It is none.", exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bus_that_another_start_creates_at_the_same_time_is_no_failure()
    {
        _broker.Backend.AnswerOnce(
            "events:CreateEventBus", """{"__type":"ConcurrentModificationException","message":"Somebody was faster."}""", HttpStatusCode.BadRequest);

        await _broker.ProvisionAsync(Shop);

        Assert.NotNull(_broker.Local.FindEventBus("payments"));
    }

    [Fact]
    public async Task A_topic_that_another_start_tags_at_the_same_time_is_no_failure()
    {
        _broker.Backend.AnswerOnce(
            "sns:TagResource",
            "<ErrorResponse><Error><Type>Sender</Type><Code>ConcurrentAccess</Code><Message>Somebody was faster.</Message></Error></ErrorResponse>",
            HttpStatusCode.BadRequest);

        var requests = await _broker.ProvisionAsync(
            messaging => messaging.PublishToTopic<PaymentCaptured>("payment-events"), ("Messaging:Destinations:payment-events:Tags:team", "billing"));

        Assert.Equal(1, requests["TagResource"]);
    }

    [Theory]
    [InlineData("events:CreateEventBus", "Event bus 'payments' could not be created or read")]
    [InlineData("events:PutRule", "Rule 'reports' of event bus 'payments' could not be written")]
    [InlineData("events:PutTargets", "could not be given its target 'reports'")]
    public async Task A_quota_that_is_full_is_said_with_the_resource_that_has_no_place(string action, string resource)
    {
        _broker.Backend.Answer(action, Limit, HttpStatusCode.BadRequest);

        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(() => _broker.ProvisionAsync(Shop));

        Assert.Contains(resource, exception.Message, StringComparison.Ordinal);
        Assert.Contains("exceeds the maximum number allowed", exception.Message, StringComparison.Ordinal);
    }

    private static void Shop(MessagingBuilder messaging) => messaging
        .PublishToEventBus<PaymentCaptured>("payments", "com.acme")
        .AddSqsConsumer("reports", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>()
            .SubscribeToEventBus("payments", pattern => pattern.Message<PaymentCaptured>()));
}
