namespace Messaging.Local.Tests;

/// <summary>B.8: filter policies on the body, with bodies that are no objects.</summary>
public sealed class BodyFilterTests : IDisposable
{
    private readonly TopicFixture _aws = new();

    public void Dispose() => _aws.Dispose();

    [Theory]
    [InlineData("Regular string message", 0)]
    [InlineData("\"Regular string message\"", 0)]
    [InlineData("""[{"object":{}}]""", 0)]
    [InlineData("{}", 1)]
    public async Task H29_what_is_no_object_passes_no_policy_on_the_body(string message, int expected)
    {
        var topic = await _aws.TopicAsync("orders");
        await _aws.QueueAsync("in");
        await _aws.SubscribeAsync(
            topic, "in", ("FilterPolicy", """{"test":[{"exists":false}]}"""), ("FilterPolicyScope", "MessageBody"));

        await _aws.DoAsync("Publish", ("TopicArn", topic), ("Message", message));

        Assert.Equal(expected, _aws.Sqs.Broker.Peek("in").Count);
    }
}
