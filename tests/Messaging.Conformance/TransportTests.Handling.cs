namespace Messaging.Conformance;

public abstract partial class TransportTests
{
    [TransportFact]
    public async Task A_published_message_is_handled_and_deleted()
    {
        await using var application = await StartAsync();

        var receipt = await application.Publisher.PublishAsync(new Step("a", 1));
        await application.Probe.UntilHandledAsync(1);

        var seen = Assert.Single(application.Probe.Handled);
        Assert.Equal(new Step("a", 1), seen.Message);
        Assert.Equal(receipt.MessageId, seen.Context.MessageId);
        Assert.Equal((1, "conformance.step.v1"), (seen.Context.DeliveryCount, seen.Context.MessageName));
        await application.StopsWithAsync(Queue, waiting: 0, inFlight: 0);
    }

    [TransportFact]
    public async Task A_hundred_messages_published_at_once_are_all_handled()
    {
        await using var application = await StartAsync();
        var steps = Enumerable.Range(1, 100).Select(number => new Step("a", number)).ToList();

        await PublishAsync(application, steps);
        await application.Probe.UntilHandledAsync(100);

        Assert.Equal(
            steps.Select(step => step.Number),
            application.Probe.Handled.Select(seen => ((Step)seen.Message).Number).Distinct().Order());
        await application.StopsWithAsync(Queue, waiting: 0, inFlight: 0);
    }

    [TransportFact]
    public async Task A_text_that_is_no_envelope_reaches_the_handler_for_text()
    {
        await using var application = await StartAsync(consumer => consumer.Handle<string, TextHandler>());

        await application.Queues.SendAsync(Queue, "Grüße: a text, not an envelope");
        await application.Probe.UntilHandledAsync(1);

        Assert.Equal("Grüße: a text, not an envelope", Assert.Single(application.Probe.Handled).Message);
        await application.StopsWithAsync(Queue, waiting: 0, inFlight: 0);
    }

    [TransportFact]
    public async Task Headers_correlation_and_causation_arrive_as_they_were_sent()
    {
        await using var application = await StartAsync();
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["tenant"] = "blue", ["note"] = "grüße ✓" };

        await application.Publisher.PublishAsync(
            new Step("a", 1), new PublishOptions { CorrelationId = "case-7", CausationId = "click-3", Headers = headers });
        await application.Probe.UntilHandledAsync(1);

        var context = Assert.Single(application.Probe.Handled).Context;
        Assert.Equal(("case-7", "click-3"), (context.CorrelationId, context.CausationId));
        Assert.Equal(("blue", "grüße ✓"), (context.Headers["tenant"], context.Headers["note"]));
    }

    [TransportFact]
    public async Task A_message_published_by_a_handler_names_what_caused_it()
    {
        await using var application = NewConsumer();
        application.Probe.Behave = async seen =>
        {
            if (seen.Message is Step { Number: 1 })
            {
                await application.Publisher.PublishAsync(new Step("a", 2));
            }
        };
        await application.StartAsync();

        await application.Publisher.PublishAsync(new Step("a", 1), new PublishOptions { CorrelationId = "case-7" });
        await application.Probe.UntilHandledAsync(2);

        var first = application.Probe.Handled.First(seen => seen.Message is Step { Number: 1 }).Context;
        var second = application.Probe.Handled.First(seen => seen.Message is Step { Number: 2 }).Context;
        Assert.Equal(("case-7", first.MessageId), (second.CorrelationId, second.CausationId));
    }

    [TransportFact]
    public async Task A_clean_stop_leaves_nothing_in_flight_and_loses_nothing()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var application = await StartAsync(
            consumer => consumer.Configure(options => options.MaxConcurrency = 2), behave: _ => gate.Task);
        await PublishAsync(application, Enumerable.Range(1, 50).Select(number => new Step("a", number)));
        await application.Probe.UntilStartedAsync(2);

        var stopping = application.StopAsync();
        gate.SetResult();
        await stopping;

        var handled = application.Probe.Handled.Select(seen => seen.Context.MessageId).Distinct().Count();
        Assert.Equal((50 - handled, 0), await application.Queues.CountAsync(Queue));
    }
}
