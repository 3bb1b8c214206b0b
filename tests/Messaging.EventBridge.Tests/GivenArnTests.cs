using Messaging.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EventBridge.Tests;

/// <summary>ARNs that the application or its configuration gives, and that cannot be meant.</summary>
public sealed class GivenArnTests
{
    [Fact]
    public void A_topic_of_another_service_or_without_an_account_ends_the_start()
    {
        Refused("arn:aws:sqs:eu-west-1:123456789012:t", "of the service 'sqs'", (messaging, arn) => messaging.PublishToTopic<PaymentCaptured>(arn));
        Refused("arn:aws:sns:eu-west-1:1234:t", "the account '1234'", (messaging, arn) => messaging.PublishToTopic<PaymentCaptured>(arn));
        Refused("arn:aws:sns:eu-west-1:1234:t", "the account '1234'", (messaging, arn) => messaging.RouteEventsToTopic("default", arn, All));
    }

    [Fact]
    public void A_bus_in_a_zone_ends_the_start() => Refused(
        "arn:aws:events:eu-west-1a:123456789012:event-bus/b", "the region 'eu-west-1a'",
        (messaging, arn) => messaging.PublishToEventBus<PaymentCaptured>(arn, "com.acme"));

    [Fact]
    public void A_function_by_its_name_alone_ends_the_start()
    {
        Refused("audit", "is not an ARN", (messaging, arn) => messaging.RouteEventsToFunction("default", arn, All));
        Refused("audit", "is not an ARN", (messaging, arn) => messaging.SubscribeFunctionToTopic("events", arn));
    }

    [Theory]
    [InlineData("arn:aws:iam::12345:role/r", "the account '12345'")]
    [InlineData("arn:aws:iam:eu-west-1:123456789012:role/r", "the region 'eu-west-1', and such an ARN has none")]
    [InlineData("role/r", "is not an ARN")]
    public void A_role_that_cannot_be_meant_ends_the_start(string role, string problem) => Refused(role, problem, (messaging, arn) =>
    {
        messaging.Services.Configure<AwsClientOptions>("Messaging:Destinations:payments:Aws", options => options.RoleArn = arn);
        messaging.PublishToTopic<PaymentCaptured>("payments");
    });

    [Fact]
    public void A_key_of_another_service_ends_the_start() => Refused(
        "arn:aws:s3:eu-west-1:123456789012:key/k", "of the service 's3'", (messaging, arn) => messaging.AddSqsConsumer(
            "payments", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>().Configure(options => options.KmsKeyId = arn)));

    private static void All(EventPatternBuilder pattern) => pattern.Where("version", "0");

    private static void Refused(string arn, string problem, Action<MessagingBuilder, string> configure)
    {
        var error = Assert.Throws<MessagingConfigurationException>(() => Topologies.Of(messaging => configure(messaging, arn)));

        Assert.Contains($"'{arn}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }
}
