using System.Text;

namespace Messaging.Local.Tests;

/// <summary>Patterns and events that are made to be slow: what is counted are steps, so that no machine is too slow for it.</summary>
public sealed class SlowPatternTests
{
    // 31 times 31 alternatives, each of which is about all of a list.
    private static readonly string Product = $$$"""{"$or":[{{{Each("x")}}}],"y":{"$or":[{{{Each("x")}}}]}}""";

    private static readonly string Numbers = string.Join(',', Enumerable.Repeat("99", 100_000));

    [Fact]
    public void Alternatives_times_items_end_when_the_steps_of_the_event_are_used_up()
    {
        var happened = EventNode.TryParse($$$"""{"x":[{{{Numbers}}},30],"y":{"x":[{{{Numbers}}}]}}""")!;

        Assert.False(EventPattern.Parse(Product).Matches(happened));
        Assert.False(happened.HasStepsLeft);

        // What other rules ask of the same event costs nothing more, and is not true for want of looking.
        Assert.False(EventPattern.Parse("""{"z":[{"exists":false}]}""").Matches(happened));
        Assert.False(EventPattern.Parse("""{"x":[30]}""").Matches(happened));
    }

    [Fact]
    public void A_large_event_and_a_large_pattern_that_somebody_may_mean_are_compared_to_the_end()
    {
        var happened = EventNode.TryParse($$"""{"x":[{{Numbers}},30]}""")!;

        Assert.True(EventPattern.Parse($$"""{"$or":[{{Each("x")}}]}""").Matches(happened));
        Assert.True(happened.HasStepsLeft);
    }

    [Theory]
    [InlineData("*ab*ab*ab*ab*c")]
    [InlineData("*aaaaaaaaaaaaaaaaaaaaaaaaaaaaaabaaaaaaaaaaaaaaaaaaaaaaaaaaaaa*c")]
    public void A_wildcard_is_counted_by_the_length_of_what_it_looks_at(string wildcard)
    {
        var text = new string('a', 160_000);
        var happened = EventNode.TryParse($$"""{"x":["{{text}}"]}""")!;
        var pattern = EventPattern.Parse($$$"""{"x":[{"wildcard":"{{{wildcard}}}"}]}""");

        Assert.False(pattern.Matches(happened));

        var rounds = 1;
        while (happened.HasStepsLeft)
        {
            pattern.Matches(happened);
            rounds++;
        }

        Assert.InRange(rounds, 1_000, 2_000);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(900)]
    public void Lists_in_lists_cost_a_step_for_each_item(int depth)
    {
        var happened = EventNode.TryParse(
            $$"""{"x":{{new string('[', depth)}}{{Numbers}}{{new string(']', depth)}}}""")!;

        Assert.True(EventPattern.Parse("""{"x":[{"anything-but":[98]}]}""").Matches(happened));
        Assert.False(EventPattern.Parse("""{"x":[98]}""").Matches(happened));

        Assert.True(happened.HasStepsLeft);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public void A_name_of_many_steps_does_not_exhaust_the_stack(int steps)
    {
        var name = string.Join('.', Enumerable.Repeat("a", steps));
        var happened = EventNode.TryParse($$"""{"{{name}}":1,"b.c":2,"b":{"d":3} }""")!;

        Assert.True(EventPattern.Parse("""{"b":{"c":[2],"d":[3]},"x":[{"exists":false}]}""").Matches(happened));
    }

    [Fact]
    public void Names_of_many_steps_within_each_other_are_no_deeper_than_JSON_may_be()
    {
        var name = string.Join('.', Enumerable.Repeat("a", 400));
        var json = new StringBuilder();
        for (var level = 0; level < 900; level++)
        {
            json.Append("{\"").Append(name).Append("\":");
        }

        var happened = EventNode.TryParse(json.Append('1').Append('}', 900).ToString())!;

        Assert.False(EventPattern.Parse("""{"a":{"a":[1]}}""").Matches(happened));
    }

    private static string Each(string name) => string.Join(',', Enumerable.Range(0, 31).Select(at => $$"""{"{{name}}":[{{at}}]}"""));
}
