namespace Messaging.Conformance;

public abstract partial class TransportTests
{
    private const string Unreadable =
        """{"specversion":"1.0","id":"broken","source":"/test","type":"conformance.step.v1","data":{"number":"not a number"}}""";

    [TransportFact]
    public async Task A_failing_message_is_dead_lettered_after_exactly_so_many_receives()
    {
        await using var application = await StartAsync(
            consumer => consumer.DeadLetterTo(DeadLetters, maxReceives: 3),
            behave: _ => throw new InvalidOperationException("It fails on purpose."));

        await application.Publisher.PublishAsync(new Step("a", 1));
        await application.Probe.UntilStartedAsync(3);
        var dead = Assert.Single(await application.Queues.TakeAsync(DeadLetters, 1));

        Assert.Equal([(1, 3), (2, 3), (3, 3)], application.Probe.Started.Select(
            seen => (seen.Context.DeliveryCount, seen.Context.MaxDeliveries.GetValueOrDefault())));
        Assert.Contains("\"conformance.step.v1\"", dead.Body, StringComparison.Ordinal);
        await application.StopsWithAsync(Queue, waiting: 0, inFlight: 0);
    }

    [TransportFact]
    public async Task A_message_that_the_handler_gives_up_goes_to_the_dead_letter_queue_with_the_reason()
    {
        await using var application = await StartAsync(
            consumer => consumer.DeadLetterTo(DeadLetters, maxReceives: 5),
            behave: seen =>
            {
                seen.Context.DeadLetter("The customer is unknown.");
                return Task.CompletedTask;
            });

        await application.Publisher.PublishAsync(new Step("a", 1));
        var dead = Assert.Single(await application.Queues.TakeAsync(DeadLetters, 1));

        Assert.Equal("The customer is unknown.", dead.MessageAttributes["dead-letter-reason"].StringValue);
        Assert.Equal(application.Probe.Started[0].Context.RawBody, dead.Body);
        Assert.Single(application.Probe.Started);
        await application.StopsWithAsync(Queue, waiting: 0, inFlight: 0);
    }

    [TransportFact]
    public async Task An_unreadable_envelope_goes_to_the_dead_letter_queue()
    {
        await using var application = await StartAsync(consumer => consumer.DeadLetterTo(DeadLetters, maxReceives: 5));

        await application.Queues.SendAsync(Queue, Unreadable);
        var dead = Assert.Single(await application.Queues.TakeAsync(DeadLetters, 1));

        Assert.Equal(Unreadable, dead.Body);
        Assert.Contains("conformance.step.v1", dead.MessageAttributes["dead-letter-reason"].StringValue, StringComparison.Ordinal);
        Assert.Empty(application.Probe.Started);
        await application.StopsWithAsync(Queue, waiting: 0, inFlight: 0);
    }

    [TransportFact]
    public async Task An_unreadable_envelope_stays_in_a_queue_without_a_dead_letter_queue()
    {
        await using var application = await StartAsync(queue: Fifo);

        var url = await application.Queues.UrlAsync(Fifo);
        await application.Queues.Client.SendMessageAsync(new(url, Unreadable) { MessageGroupId = "broken", MessageDeduplicationId = "1" });
        await application.Publisher.PublishAsync(new Step("good", 1));
        await application.Probe.UntilHandledAsync(1);
        await application.StopAsync();

        // The broken one came first, so the consumer has met it. It comes again, to whoever can read it.
        var kept = Assert.Single(await application.Queues.TakeAsync(Fifo, 1));
        Assert.Equal(Unreadable, kept.Body);
        Assert.InRange(int.Parse(kept.Attributes["ApproximateReceiveCount"]), 2, int.MaxValue);
        Assert.Equal(new Step("good", 1), Assert.Single(application.Probe.Started).Message);
    }
}
