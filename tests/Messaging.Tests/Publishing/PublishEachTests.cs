namespace Messaging;

/// <summary>Several messages, each with its own options.</summary>
public sealed class PublishEachTests : IDisposable
{
    private static readonly OrderPlaced[] Placed = [new(1, "n"), new(2, "n"), new(3, "n")];

    private readonly ScriptedDestinations _destinations = new();

    public void Dispose() => _destinations.Dispose();

    [Fact]
    public async Task Each_message_has_its_own_id_group_and_headers_and_all_keep_their_order()
    {
        var sender = _destinations.Route("orders.fifo", isFifo: true);

        var outcomes = await _destinations.Publisher.PublishEachAsync(Placed, order => new PublishOptions
        {
            MessageId = $"m-{order.OrderId}",
            DeduplicationId = $"d-{order.OrderId}",
            GroupId = $"g-{order.OrderId}",
            Headers = new Dictionary<string, string> { ["number"] = $"{order.OrderId}" },
        });

        Assert.Equal(["m-1", "m-2", "m-3"], outcomes.Select(outcome => outcome.Receipt!.MessageId));
        Assert.Equal(
            ["m-1 d-1 g-1 1", "m-2 d-2 g-2 2", "m-3 d-3 g-3 3"],
            sender.Sent.Select(sent => $"{sent.MessageId} {sent.DeduplicationId} {sent.GroupId} {sent.Attributes["number"]}"));
    }

    [Fact]
    public async Task No_options_for_a_message_are_those_of_every_publish()
    {
        var sender = _destinations.Route("orders");

        await _destinations.Publisher.PublishEachAsync(Placed, order => order.OrderId == 2 ? new PublishOptions { MessageId = "m-2" } : null);

        Assert.Equal("m-2", sender.Sent[1].MessageId);
        Assert.Equal(3, sender.Sent.Select(sent => sent.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task What_the_function_throws_publishes_nothing()
    {
        var sender = _destinations.Route("orders");

        await Assert.ThrowsAsync<FormatException>(() => _destinations.Publisher.PublishEachAsync(
            Placed, order => order.OrderId == 3 ? throw new FormatException() : null));

        Assert.Empty(sender.Sent);
    }

    [Fact]
    public async Task Options_that_a_destination_refuses_or_a_missing_message_fail_alone()
    {
        _destinations.Route("orders");

        var outcomes = await _destinations.Publisher.PublishEachAsync<OrderPlaced>(
            [.. Placed, null!], order => new PublishOptions { DeduplicationId = order.OrderId == 2 ? "d" : null });

        Assert.Equal([true, false, true, false], outcomes.Select(outcome => outcome.Succeeded));
        Assert.IsType<MessageWriteException>(outcomes[1].Exception);
        Assert.IsType<ArgumentNullException>(outcomes[3].Exception);
    }

    [Fact]
    public async Task A_type_without_a_route_throws() =>
        await Assert.ThrowsAsync<NoRouteException>(() => _destinations.Publisher.PublishEachAsync([new OrderShipped(1)], _ => null));

    [Fact]
    public async Task A_publisher_of_the_application_that_does_not_know_it_publishes_each_by_its_own_way()
    {
        var sender = _destinations.Route("orders");
        IMessagePublisher decorated = new Marking(_destinations.Publisher);

        await decorated.PublishEachAsync(Placed, order => new PublishOptions { MessageId = $"m-{order.OrderId}" });

        Assert.All(sender.Sent, sent => Assert.StartsWith("marked-m-", sent.MessageId, StringComparison.Ordinal));
    }

    private sealed class Marking(IMessagePublisher inner) : IMessagePublisher
    {
        public Task<PublishReceipt> PublishAsync<TMessage>(TMessage message, PublishOptions? options, CancellationToken cancellationToken)
            where TMessage : notnull =>
            inner.PublishAsync(message, new PublishOptions { MessageId = "marked-" + options?.MessageId }, cancellationToken);

        public Task<IReadOnlyList<PublishOutcome>> PublishManyAsync<TMessage>(
            IReadOnlyCollection<TMessage> messages, PublishOptions? options, CancellationToken cancellationToken)
            where TMessage : notnull => inner.PublishManyAsync(messages, options, cancellationToken);
    }
}
