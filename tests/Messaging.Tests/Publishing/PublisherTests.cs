using System.Text.Json.Serialization;

namespace Messaging;

public sealed class PublisherTests : IDisposable
{
    private static readonly OrderPlaced Order = new(17, "note");
    private static readonly SendAnswer Refused = new(null, null, new EntryFailure(EntryFailureKind.Permanent, "InvalidMessage", "No."));

    private readonly ScriptedDestinations _destinations = new();

    public void Dispose() => _destinations.Dispose();

    [Fact]
    public async Task A_receipt_names_the_message_and_what_the_destination_answered()
    {
        var sender = _destinations.Route("orders");

        var receipt = await Publish(new() { MessageId = "m-1" });

        Assert.Equal("m-1", receipt.MessageId);
        var destination = Assert.Single(receipt.Destinations);
        Assert.Equal(("orders", "service-m-1"), (destination.Destination, destination.ServiceMessageId));
        var sent = Assert.Single(sender.Sent);
        Assert.Equal(Orders.Name, sent.Attributes["type"]);
        Assert.Equal(sent.Body.Length + "typeString".Length + Orders.Name.Length, sent.Size);
    }

    [Fact]
    public async Task A_type_without_a_route_is_refused_with_the_routed_types_and_the_remedy()
    {
        _destinations.Route("orders");

        var exception = await Assert.ThrowsAsync<NoRouteException>(() => _destinations.Publisher.PublishAsync(new OrderShipped(1)));

        Assert.Equal(typeof(OrderShipped), exception.MessageType);
        Assert.Equal(
            "No route for messages of type 'Messaging.OrderShipped'. Routed types: OrderPlaced. Add one, such as " +
            "PublishToQueue<OrderShipped>(\"queue-name\"), or publish as a routed type: the declared type decides, not the runtime type.",
            exception.Message);
    }

    [Fact]
    public async Task A_message_of_which_a_part_would_be_left_out_is_refused_before_anything_is_sent()
    {
        var sender = _destinations.Route("orders");

        var exception = await Assert.ThrowsAsync<MessageWriteException>(
            () => _destinations.Publisher.PublishAsync<OrderPlaced>(new RushOrder(1, "note", "today")));
        await _destinations.Publisher.PublishAsync<OrderPlaced>(new MarkedOrder(2, "note"));

        Assert.Contains("It is a 'Messaging.PublisherTests+RushOrder', and what that adds would be left out", exception.Message, StringComparison.Ordinal);
        Assert.Contains("\"orderId\":2", Assert.Single(sender.Sent).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_published_as_an_interface_that_leaves_a_part_out_is_refused()
    {
        var sender = _destinations.Route<IShopEvent>("events");

        var exception = await Assert.ThrowsAsync<MessageWriteException>(
            () => _destinations.Publisher.PublishAsync<IShopEvent>(new Refunded(1, 9.99m)));
        await _destinations.Publisher.PublishAsync<IShopEvent>(new Opened(2, "remark"));

        Assert.Contains(
            "It is a 'Messaging.PublisherTests+Refunded', and what that adds would be left out. Publish it as its own type, or give " +
            "'Messaging.PublisherTests+IShopEvent' a JsonDerivedType for it.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("\"data\":{\"shop\":2}", Assert.Single(sender.Sent).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_published_as_an_interface_that_knows_its_type_is_written_whole()
    {
        var sender = _destinations.Route<IStockEvent>("events");

        await _destinations.Publisher.PublishAsync<IStockEvent>(new Counted(1, 40));

        Assert.Contains("\"data\":{\"$type\":\"counted\",\"shop\":1,\"pieces\":40}", Assert.Single(sender.Sent).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused_before_anything_is_sent()
    {
        var sender = _destinations.Route("orders");

        var exception = await Assert.ThrowsAsync<MessageTooLargeException>(
            () => _destinations.Publisher.PublishAsync(new OrderPlaced(1, new string('x', 1_000))));

        Assert.Equal(1_000, exception.Limit);
        Assert.True(exception.Size > 1_000);
        Assert.Contains("'orders'", exception.Message, StringComparison.Ordinal);
        Assert.Empty(sender.Sent);
    }

    [Fact]
    public async Task Nine_headers_are_sent_and_ten_are_one_too_many()
    {
        var sender = _destinations.Route("orders");
        var headers = Enumerable.Range(0, 9).ToDictionary(index => $"h{index}", index => $"{index}");
        await Publish(new() { Headers = headers });
        Assert.Equal(10, Assert.Single(sender.Sent).Attributes.Count);

        headers.Add("h9", "9");
        var exception = await Assert.ThrowsAsync<MessageWriteException>(() => Publish(new() { Headers = headers }));

        Assert.Contains("has 11 attributes, 10 of them headers; the limit is 10. Send at most 9 headers", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("type")]
    [InlineData("traceparent")]
    [InlineData("")]
    [InlineData("AWS.name")]
    [InlineData("amazon.name")]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("a b")]
    [InlineData("größe")]
    public async Task A_header_name_that_is_reserved_or_illegal_is_refused(string name)
    {
        _destinations.Route("orders");

        var exception = await Assert.ThrowsAsync<MessageWriteException>(() => Publish(new() { Headers = new Dictionary<string, string> { [name] = "v" } }));

        Assert.Contains($"'{name}'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\u0000b")]
    [InlineData("\uFFFE")]
    public async Task A_header_value_that_no_attribute_can_hold_is_refused(string value)
    {
        _destinations.Route("orders");

        await Assert.ThrowsAsync<MessageWriteException>(() => Publish(new() { Headers = new Dictionary<string, string> { ["h"] = value } }));
    }

    [Fact]
    public async Task A_fifo_destination_needs_a_group()
    {
        var sender = _destinations.Route("orders", isFifo: true);
        var exception = await Assert.ThrowsAsync<MessageWriteException>(() => Publish(null));
        Assert.Contains("'orders' is a FIFO destination, and the message has no group.", exception.Message, StringComparison.Ordinal);

        await Publish(new() { GroupId = "g", MessageId = "m-1" });

        var sent = Assert.Single(sender.Sent);
        Assert.Equal(("g", "m-1"), (sent.GroupId, sent.DeduplicationId));
    }

    [Fact]
    public async Task The_group_of_the_options_wins_over_that_of_the_route()
    {
        var sender = _destinations.Route("orders", isFifo: true, route => route.GroupBy(order => $"order-{order.OrderId}"));

        await Publish(null);
        await Publish(new() { GroupId = "mine" });

        Assert.Equal(["order-17", "mine"], sender.Sent.Select(sent => sent.GroupId));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(901, false)]
    [InlineData(1, true)]
    public async Task A_delay_that_no_queue_takes_is_refused(int seconds, bool isFifo)
    {
        _destinations.Route("orders", isFifo, route => route.GroupBy(_ => "g"));

        await Assert.ThrowsAsync<MessageWriteException>(() => Publish(new() { Delay = TimeSpan.FromSeconds(seconds) }));
    }

    [Fact]
    public async Task A_delay_is_refused_where_the_destination_would_pass_over_it()
    {
        var topic = _destinations.Route("order-events");
        topic.TakesDelay = false;

        var exception = await Assert.ThrowsAsync<MessageWriteException>(() => Publish(new() { Delay = TimeSpan.FromSeconds(1) }));

        Assert.Equal(
            "'order-events' cannot delay single messages: only standard queues can. Leave Delay unset.", exception.Message);
        Assert.Empty(topic.Sent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("größe")]
    [InlineData("tab\t")]
    public async Task A_group_or_deduplication_id_with_other_characters_is_refused(string value)
    {
        _destinations.Route("orders", isFifo: true);

        await Assert.ThrowsAsync<MessageWriteException>(() => Publish(new() { GroupId = value }));
        await Assert.ThrowsAsync<MessageWriteException>(() => Publish(new() { GroupId = "g", DeduplicationId = value }));
        await Assert.ThrowsAsync<MessageWriteException>(() => Publish(new() { GroupId = new string('g', 129) }));
    }

    [Fact]
    public async Task When_one_of_two_destinations_refuses_the_exception_names_the_one_that_accepted()
    {
        _destinations.Route("orders");
        _destinations.Route("audit").Script = _ => Refused;

        var exception = await Assert.ThrowsAsync<SendException>(() => Publish(null));

        Assert.Equal(("audit", "InvalidMessage", false), (exception.Destination, exception.Code, exception.IsTransient));
        Assert.Equal("orders", Assert.Single(exception.Accepted).Destination);
        Assert.Contains("Accepted by 1 of 2 destinations: orders.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_messages_have_their_outcomes_in_the_order_of_the_messages()
    {
        _destinations.Route("orders").Script = message =>
            message.Body.Contains("\"orderId\":3,", StringComparison.Ordinal) ? Refused : new SendAnswer("ok", null, null);
        OrderPlaced[] orders = [.. Enumerable.Range(0, 30).Select(id => new OrderPlaced(id, id == 7 ? new string('x', 2_000) : ""))];

        var outcomes = await _destinations.Publisher.PublishManyAsync(orders);

        Assert.Equal(30, outcomes.Count);
        Assert.IsType<SendException>(outcomes[3].Exception);
        Assert.IsType<MessageTooLargeException>(outcomes[7].Exception);
        Assert.Equal(28, outcomes.Count(outcome => outcome.Succeeded));
    }

    [Fact]
    public async Task Many_messages_cannot_share_an_id()
    {
        _destinations.Route("orders");

        await Assert.ThrowsAsync<ArgumentException>(
            () => _destinations.Publisher.PublishManyAsync([Order, Order], new PublishOptions { MessageId = "m-1" }));
    }

    private Task<PublishReceipt> Publish(PublishOptions? options) => _destinations.Publisher.PublishAsync(Order, options);

    internal interface IShopEvent
    {
        int Shop { get; }
    }

    internal sealed record Refunded(int Shop, decimal Amount) : IShopEvent;

    internal sealed record Opened(int Shop, [property: JsonIgnore] string Remark) : IShopEvent;

    [JsonDerivedType(typeof(Counted), "counted")]
    internal interface IStockEvent
    {
        int Shop { get; }
    }

    internal sealed record Counted(int Shop, int Pieces) : IStockEvent;

    internal sealed record RushOrder(int OrderId, string Note, string Until) : OrderPlaced(OrderId, Note);

    internal sealed record MarkedOrder(int OrderId, string Note) : OrderPlaced(OrderId, Note);
}
