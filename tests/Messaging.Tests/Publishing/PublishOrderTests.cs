using System.Text.Json.Nodes;

namespace Messaging;

public sealed class PublishOrderTests : IDisposable
{
    private readonly ScriptedDestinations _destinations = new(new BatchingOptions { MaxWaiting = 20 });

    public void Dispose() => _destinations.Dispose();

    [Fact]
    public async Task More_messages_of_a_group_than_may_wait_keep_their_order()
    {
        var sender = _destinations.Route("orders.fifo", isFifo: true);
        var orders = Enumerable.Range(0, 2_000).Select(number => new OrderPlaced(number, "n")).ToList();

        var outcomes = await _destinations.Publisher.PublishManyAsync(orders, new PublishOptions { GroupId = "g" });

        Assert.All(outcomes, outcome => Assert.True(outcome.Succeeded));
        Assert.Equal(outcomes.Select(outcome => outcome.Receipt!.MessageId), sender.Sent.Select(message => message.MessageId));
    }

    [Fact]
    public async Task A_missing_message_among_several_fails_alone()
    {
        var sender = _destinations.Route("orders");

        var outcomes = await _destinations.Publisher.PublishManyAsync<OrderPlaced>([new(1, "n"), null!, new(2, "n")]);

        Assert.Equal([true, false, true], outcomes.Select(outcome => outcome.Succeeded));
        Assert.IsType<ArgumentNullException>(outcomes[1].Exception);
        Assert.Equal(2, sender.Sent.Count);
    }

    [Fact]
    public async Task The_group_of_a_route_travels_in_the_envelope()
    {
        var sender = _destinations.Route("orders.fifo", isFifo: true, route => route.GroupBy(_ => "customer-7"));

        await _destinations.Publisher.PublishAsync(new OrderPlaced(1, "n"));

        Assert.Contains("\"partitionkey\":\"customer-7\"", Assert.Single(sender.Sent).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_envelope_of_each_destination_has_the_group_of_its_own_route()
    {
        var sender = _destinations.Route("orders.fifo", isFifo: true, route => route.GroupBy(_ => "customer-7"));
        var other = _destinations.Route("countries.fifo", isFifo: true, route => route.GroupBy(_ => "country-2"));
        var plain = _destinations.Route("audit");

        await _destinations.Publisher.PublishAsync(new OrderPlaced(1, "n"));
        await _destinations.Publisher.PublishAsync(new OrderPlaced(1, "n"), new PublishOptions { GroupId = "mine" });

        Assert.Equal(["customer-7", "mine"], Keys(sender));
        Assert.Equal(["country-2", "mine"], Keys(other));
        Assert.Equal([null, "mine"], Keys(plain));
    }

    [Fact]
    public async Task Half_a_character_in_a_header_is_refused()
    {
        _destinations.Route("orders");
        var options = new PublishOptions { Headers = new Dictionary<string, string> { ["note"] = "\ud83d" } };

        var exception = await Assert.ThrowsAsync<MessageWriteException>(
            () => _destinations.Publisher.PublishAsync(new OrderPlaced(1, "n"), options));

        Assert.Contains("'note'", exception.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Keys(ScriptedSender sender) =>
        sender.Sent.Select(message => (string?)JsonNode.Parse(message.Body)!["partitionkey"]);
}
