using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EventBridge.Tests;

/// <summary>Queues and topics of other accounts and regions, which are used and never created at home.</summary>
public sealed class ForeignResourceTests : IDisposable
{
    private readonly Broker _broker = new();

    public void Dispose() => _broker.Dispose();

    /// <summary>The settings may be those of production: the broker is whatever account and region they name.</summary>
    [Theory]
    [InlineData("arn:aws:sqs:us-east-1:999999999999:partner-inbox")]
    [InlineData("https://sqs.eu-west-1.amazonaws.com/999999999999/partner-inbox")]
    public async Task Of_the_address_of_a_queue_a_broker_takes_the_name(string address)
    {
        await _broker.ProvisionAsync(
            messaging => messaging.PublishToQueue<PaymentCaptured>("partner"), ("Messaging:Destinations:partner:Address", address));

        Assert.NotNull(_broker.Local.FindQueue("partner-inbox"));
    }

    [Fact]
    public async Task A_topic_of_another_account_ends_the_start_and_nothing_is_created()
    {
        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(() => _broker.ProvisionAsync(
            messaging => messaging.PublishToTopic<PaymentCaptured>("partner"),
            ("Messaging:Destinations:partner:Address", "arn:aws:sns:us-east-1:999999999999:partner-events")));

        Assert.Contains("'arn:aws:sns:us-east-1:999999999999:partner-events', which would become", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_broker.Local.ListTopics());
    }

    [Fact]
    public async Task A_queue_and_a_topic_that_are_given_by_their_own_ARNs_are_created()
    {
        await _broker.ProvisionAsync(
            messaging => messaging.PublishToQueue<PaymentCaptured>("own-queue").PublishToTopic<PaymentCaptured>("own-topic"),
            ("Messaging:Destinations:own-queue:Address", "https://sqs.us-east-1.amazonaws.com/000000000000/inbox"),
            ("Messaging:Destinations:own-topic:Address", "arn:aws:sns:us-east-1:000000000000:events"));

        Assert.NotNull(_broker.Local.FindQueue("inbox"));
        Assert.Equal("events", Assert.Single(_broker.Local.ListTopics()).Name);
    }
}
