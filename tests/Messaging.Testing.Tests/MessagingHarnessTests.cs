using Amazon.SQS;
using Amazon.SQS.Model;
using Messaging.Local;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Testing.Tests;

public sealed class MessagingHarnessTests
{
    [Fact]
    public async Task What_is_published_is_handled_and_deleted()
    {
        await using var harness = await Orders.StartAsync();

        await harness.PublishAsync(new OrderPlaced(1));
        var handled = await harness.WaitForHandledAsync<OrderPlaced>();

        Assert.Equal([new OrderPlaced(1)], handled);
        Assert.Equal([new OrderPlaced(1)], harness.PublishedOf<OrderPlaced>());
        Assert.Empty(harness.PublishedOf<OrderShipped>());
        Assert.Empty(harness.Failed);
        Assert.Equal(harness.Published[0].Receipt.MessageId, Assert.Single(harness.Handled).Context.MessageId);
        Assert.Equal(0, harness.Broker.FindQueue("orders")!.Total);
    }

    [Fact]
    public async Task Many_messages_are_all_handled_when_it_is_idle()
    {
        await using var harness = await Orders.StartAsync(async (_, _, _) => await Task.Yield());

        await harness.Publisher.PublishManyAsync(Enumerable.Range(0, 500).Select(number => new OrderPlaced(number)).ToArray());
        await harness.WaitUntilIdleAsync();

        Assert.Equal(Enumerable.Range(0, 500), harness.HandledOf<OrderPlaced>().Select(order => order.Number).Order());
        Assert.Equal(0, harness.Broker.FindQueue("orders")!.Total);
    }

    [Fact]
    public async Task A_message_that_fails_once_is_handled_when_its_retry_is_due()
    {
        await using var harness = await Orders.StartAsync((_, context, _) =>
            context.DeliveryCount == 1 ? throw new InvalidOperationException("Out of stock.") : Task.CompletedTask);

        await harness.PublishAsync(new OrderPlaced(1));
        await harness.WaitUntilIdleAsync();
        Assert.Empty(harness.Handled);
        Assert.Equal("Out of stock.", Assert.Single(harness.Failed).Exception!.Message);

        await harness.AdvanceAsync(TimeSpan.FromSeconds(5));

        Assert.Equal([new OrderPlaced(1)], harness.HandledOf<OrderPlaced>());
        Assert.Equal([1, 2], harness.Attempts.Select(attempt => attempt.Context.DeliveryCount));
    }

    [Fact]
    public async Task A_message_that_always_fails_is_dead_lettered_after_exactly_three_receives()
    {
        await using var harness = await Orders.StartAsync((_, _, _) => throw new InvalidOperationException("Broken."));

        var receipt = await harness.PublishAsync(new OrderPlaced(1));
        await harness.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal([1, 2, 3], harness.Failed.Select(attempt => attempt.Context.DeliveryCount));
        Assert.Equal(3, harness.Broker.Ledger.Count("orders", LedgerEvent.Received));
        var dead = Assert.Single(harness.DeadLettered("orders-dlq"));
        Assert.Contains(receipt.MessageId, dead.Body, StringComparison.Ordinal);
        Assert.Null(dead.Reason);
    }

    [Fact]
    public async Task What_the_handler_dead_letters_carries_its_reason()
    {
        await using var harness = await Orders.StartAsync((order, context, _) =>
        {
            context.DeadLetter($"Order {order.Number} is unknown.");
            return Task.CompletedTask;
        });

        await harness.PublishAsync(new OrderPlaced(7));
        await harness.WaitUntilIdleAsync();

        Assert.Equal("Order 7 is unknown.", Assert.Single(harness.DeadLettered("orders-dlq")).Reason);
        Assert.Equal(0, harness.Broker.FindQueue("orders")!.Total);
        Assert.Empty(harness.Handled);
        Assert.Empty(harness.Failed);
    }

    [Fact]
    public async Task Text_is_handled_by_the_handler_of_text()
    {
        await using var harness = await Orders.StartAsync(more: consumer => consumer.Handle<string, NoteHandler>());

        await SendTextAsync(harness, "Call me.");

        Assert.Equal(["Call me."], await harness.WaitForHandledAsync<string>());
    }

    [Fact]
    public async Task Text_without_a_handler_goes_to_the_dead_letter_queue()
    {
        await using var harness = await Orders.StartAsync();

        await SendTextAsync(harness, "Call me.");
        await harness.WaitUntilIdleAsync();

        var dead = Assert.Single(harness.DeadLettered("orders-dlq"));
        Assert.Equal("Call me.", dead.Body);
        Assert.NotNull(dead.Reason);
        Assert.Empty(harness.Attempts);
        Assert.Equal(0, harness.Broker.FindQueue("orders")!.Total);
    }

    private static async Task SendTextAsync(MessagingHarness harness, string text)
    {
        var sqs = harness.Services.GetRequiredService<IAmazonSQS>();
        var url = (await sqs.GetQueueUrlAsync("orders")).QueueUrl;
        await sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = text });
    }
}
