using Amazon.SQS.Model;

namespace Messaging.Local.Tests;

/// <summary>D.2: filters of a mapping.</summary>
public sealed class MappingFilterTests : IDisposable
{
    private readonly MappingFixture _mapping = new();

    public void Dispose() => _mapping.Dispose();

    [Theory]
    [InlineData("""{"body":{"region":["eu"]}}""", """{"region":"us"}""", """{"region":"eu"}""")]
    [InlineData("""{"body":["wanted"]}""", "other", "wanted")]
    [InlineData("""{"body":{"region":["eu"]}}""", "no JSON", """{"region":"eu"}""")]
    [InlineData("""{"body":["wanted"]}""", """{"a":"wanted"}""", "wanted")]
    [InlineData("""{"body":{"n":[{"numeric":[">",5]}]},"attributes":{"SenderId":[{"exists":true}]}}""", """{"n":5}""", """{"n":6}""")]
    public async Task What_no_filter_is_for_is_deleted_and_invokes_nothing(string filter, string unwanted, string wanted)
    {
        await _mapping.StartAsync(With(filter));
        await _mapping.SendAsync(unwanted, wanted);

        var batch = await _mapping.NextAsync();

        Assert.Equal([wanted], batch.Bodies);
        await _mapping.AnswerAsync(batch, "{}");
        await _mapping.UntilAsync(() => _mapping.Left() == 0);
        Assert.False(_mapping.HasInvocation);
        Assert.Equal(2, _mapping.Broker.Broker.Ledger.Count("orders", LedgerEvent.Deleted));
    }

    [Fact]
    public async Task One_of_several_filters_is_enough_and_attributes_are_looked_at()
    {
        await _mapping.StartAsync(With("""{"messageAttributes":{"kind":{"stringValue":["order"]}}}""", """{"body":["b"]}"""));
        await _mapping.Broker.Client.SendMessageAsync(new SendMessageRequest(_mapping.Queue, "a")
        {
            MessageAttributes = new() { ["kind"] = new() { DataType = "String", StringValue = "order" } },
        });
        Assert.Equal(["a"], (await _mapping.NextAsync()).Bodies);

        await _mapping.SendAsync("c", "b");

        Assert.Equal(["b"], (await _mapping.NextAsync()).Bodies);
    }

    [Fact]
    public void Filters_that_are_none_and_more_than_five_are_refused()
    {
        var mappings = _mapping.Broker.Broker.Mappings;

        Assert.StartsWith(
            "Invalid filter pattern definition. Unrecognized match type foo",
            Assert.Throws<ArgumentException>(() => mappings.Add("orders", "handler", With("""{"body":[{"foo":1}]}"""))).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "A mapping has at most 5 filters.",
            Assert.Throws<ArgumentException>(
                () => mappings.Add("orders", "handler", With([.. Enumerable.Repeat("""{"body":["a"]}""", 6)]))).Message,
            StringComparison.Ordinal);
        Assert.Empty(mappings.List());
    }

    private static LocalMappingOptions With(params string[] filters)
    {
        var options = new LocalMappingOptions { BatchSize = 1 };
        foreach (var filter in filters)
        {
            options.Filters.Add(filter);
        }

        return options;
    }
}
