namespace Messaging.Local.Tests;

public sealed class DeadLetterTests : IDisposable
{
    private readonly BrokerFixture _sqs = new();

    public void Dispose() => _sqs.Dispose();

    [Fact]
    public async Task Redrives_on_the_receive_that_would_exceed_the_maximum()
    {
        var (queue, letters) = await _sqs.CreateWithDeadLettersAsync(maxReceives: 3);
        var sent = await _sqs.SendAsync(queue, "hello");

        for (var time = 1; time <= 3; time++)
        {
            var message = Assert.Single(await _sqs.ReceiveAsync(queue, visibility: 0));
            Assert.Equal($"{time}", message.Attributes["ApproximateReceiveCount"]);
        }

        Assert.Equal(0, _sqs.Broker.FindQueue("orders-dlq")!.Total);
        Assert.Empty(await _sqs.ReceiveAsync(queue));

        var letter = Assert.Single(await _sqs.ReceiveAsync(letters));
        Assert.Equal(sent.MessageId, letter.MessageId);
        Assert.Equal("4", letter.Attributes["ApproximateReceiveCount"]);
        Assert.Equal(BrokerFixture.Arn("orders"), letter.Attributes["DeadLetterQueueSourceArn"]);
    }
}
