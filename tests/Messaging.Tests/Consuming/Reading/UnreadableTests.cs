namespace Messaging;

public sealed class UnreadableTests
{
    private readonly StageBench _bench = new();

    [Fact]
    public async Task The_reason_holds_no_key_of_the_data()
    {
        _bench.Types.Add(Orders.Named<Dictionary<string, int>>("counts"));
        _bench.Handlers.Add(new HandlerBinding<Dictionary<string, int>, StageBench.Handler<Dictionary<string, int>>>());

        var settlement = await _bench.RunAsync(Enveloped("counts", """{"secret-4711":"x"}"""));

        Assert.Equal(SettlementKind.DeadLetter, settlement.Kind);
        Assert.DoesNotContain("4711", settlement.Reason, StringComparison.Ordinal);
        Assert.Null(settlement.Exception);
    }

    [Fact]
    public async Task Data_that_its_own_type_refuses_is_set_aside()
    {
        _bench.Types.Add(Orders.Named<Strict>("strict"));
        _bench.Handlers.Add(new HandlerBinding<Strict, StageBench.Handler<Strict>>());

        var settlement = await _bench.RunAsync(Enveloped("strict", """{"code":"secret-4711"}"""));

        Assert.Equal(SettlementKind.DeadLetter, settlement.Kind);
        Assert.DoesNotContain("4711", settlement.Reason, StringComparison.Ordinal);
        Assert.Null(settlement.Exception);
    }

    [Fact]
    public async Task The_reason_names_the_properties_that_are_missing()
    {
        _bench.Types.Add(Orders.Named<Needed>("needed"));
        _bench.Handlers.Add(new HandlerBinding<Needed, StageBench.Handler<Needed>>());

        var settlement = await _bench.RunAsync(Enveloped("needed", """{"other":"secret-4711"}"""));

        Assert.Contains("'code'", settlement.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", settlement.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_its_own_alias_is_no_conflict()
    {
        var type = Orders.Named<OrderPlaced>("a", "a", "b", "b");

        var table = new HandlerTable(
            "orders", [new HandlerBinding<OrderPlaced, StageBench.Handler<OrderPlaced>>()], null, new MessageCatalog([type]));

        Assert.True(table.TryFind("a", out _) && table.TryFind("b", out _));
    }

    [Fact]
    public void Text_and_a_type_for_unnamed_messages_contradict_each_other()
    {
        var catalog = new MessageCatalog([Orders.Named<OrderPlaced>("a"), Orders.Named<string>("text")]);
        HandlerBinding[] handlers =
        [
            new HandlerBinding<OrderPlaced, StageBench.Handler<OrderPlaced>>(),
            new HandlerBinding<string, StageBench.Handler<string>>(),
        ];

        var exception = Assert.Throws<MessagingConfigurationException>(
            () => new HandlerTable("orders", handlers, typeof(OrderPlaced), catalog));

        Assert.Contains("remove the handler of string, or ReadUnnamedAs", exception.Message, StringComparison.Ordinal);
    }

    private static string Enveloped(string name, string data) =>
        $$"""{"specversion":"1.0","id":"e-1","source":"/s","type":"{{name}}","data":{{data}}}""";

    internal sealed record Needed
    {
        public required string Code { get; init; }
    }

    internal sealed class Strict
    {
        private string _code = string.Empty;

        public string Code
        {
            get => _code;
            set => _code = value.Length < 5 ? value : throw new ArgumentException($"bad {value}", nameof(value));
        }
    }
}
