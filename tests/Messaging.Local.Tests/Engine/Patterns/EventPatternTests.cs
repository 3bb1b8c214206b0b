namespace Messaging.Local.Tests;

public sealed class EventPatternTests
{
    [VectorFact]
    public void H34_every_recorded_pattern_gets_the_recorded_answer()
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var (id, pattern, @event, expect, error) in PatternVectors.Read())
        {
            count++;
            var said = Answer(pattern, @event);
            var wanted = expect == "error" ? error!["Event pattern is not valid. Reason: ".Length..] : expect;
            if (said != wanted)
            {
                wrong.Add($"{id}: {said} in place of {wanted}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(count >= 100, $"{count} vectors");
    }

    [Theory]
    [InlineData("""{"employees":{"firstName":["Anna"]}}""", Employees, "match")]
    [InlineData("""{"employees":{"firstName":["John"],"lastName":["Smith"]}}""", Employees, "no-match")]
    [InlineData("""{"employees":{"firstName":["Anna"],"lastName":["Smith"]}}""", Employees, "match")]
    [InlineData("""{"resources":[{"prefix":"arn:aws:ec2"}]}""", """{"resources":["arn:aws:s3:x","arn:aws:ec2:y"]}""", "match")]
    [InlineData("""{"x":[{"anything-but":"a"}]}""", """{"x":["a","b"]}""", "match")]
    [InlineData("""{"x":[{"anything-but":["a","b"]}]}""", """{"x":["a","b"]}""", "no-match")]
    [InlineData("""{"x":[{"numeric":["=",3.018e2]}]}""", """{"x":301.8}""", "match")]
    [InlineData("""{"$or":[{"a":[1]},{"b":[2]}],"c":[3]}""", """{"b":2,"c":3}""", "match")]
    [InlineData("""{"$or":[{"a":[1]},{"b":[2]}],"c":[3]}""", """{"b":3,"c":3}""", "no-match")]
    [InlineData("""{"$or":[{"numeric":["x"]},{"prefix":["y"]}]}""", "{}", "Value of numeric must be an array.", false)]
    [InlineData("""{"a":["x"],"a.b":["y"]}""", """{"a":"x","a.b":"y"}""", "match")]
    [InlineData("""{"a":["x"],"a.b":["y"]}""", """{"a.b":"y","a":"x"}""", "match")]
    [InlineData("""{"a":["x"],"a":{"b":["y"]}}""", """{"a":["w","x"],"a.b":"y"}""", "match")]
    [InlineData("""{"a":{"b":["y"]}}""", """{"a.b":"y","a":["x"]}""", "match")]
    [InlineData("""{"a":{"b":["y"]}}""", """{"a":[{"b":"y"}],"a.b":"z"}""", "match")]
    [InlineData("""{"a":["x"]}""", """{"a.b":"x"}""", "no-match")]
    [InlineData("""{"p":[{"wildcard":"dir/*.txt"}]}""", """{"p":"dir/.txt"}""", "match")]
    [InlineData("""{"p":[{"wildcard":"a\\*b"}]}""", """{"p":"a*b"}""", "match")]
    [InlineData("""{"p":[{"wildcard":"a\\*b"}]}""", """{"p":"axb"}""", "no-match")]
    [InlineData("""{"s":[{"prefix":{"equals-ignore-case":"EventB"}}]}""", """{"s":"eventbridge"}""", "match")]
    public void H34_patterns_match_by_the_grammar(string pattern, string @event, string expected, bool exactly = true)
    {
        var said = Answer(pattern, @event);
        if (exactly)
        {
            Assert.Equal(expected, said);
        }
        else
        {
            Assert.NotEqual("match", said);
            Assert.NotEqual("no-match", said);
        }
    }

    [Theory]
    [InlineData("[]", "Filter is not an object")]
    [InlineData("{}", "Empty objects are not allowed")]
    [InlineData("""{"a":{}}""", "Empty objects are not allowed")]
    [InlineData("""{"a":[]}""", "Empty arrays are not allowed")]
    [InlineData("""{"a":1}""", "\"a\" must be an object or an array")]
    [InlineData("""{"a":[[1]]}""", "Match value must be String, number, true, false, or null")]
    [InlineData("""{"a":[{"prefix":"x","suffix":"y"}]}""", "Only one key allowed in match expression")]
    [InlineData("""{"a":[{"foo":1}]}""", "Unrecognized match type foo")]
    [InlineData("""{"a":[{"exactly":1}]}""", "exact match pattern must be a string")]
    [InlineData("""{"a":[{"suffix":1}]}""", "suffix match pattern must be a string")]
    [InlineData("""{"a":[{"prefix":{"foo":"x"}}]}""", "Unsupported prefix pattern: foo")]
    [InlineData("""{"a":[{"anything-but":{"foo":"x"}}]}""", "Unsupported anything-but pattern: foo")]
    [InlineData("""{"a":[{"exists":"yes"}]}""", "exists match pattern must be either true or false.")]
    [InlineData("""{"a":[{"numeric":5}]}""", "Value of numeric must be an array.")]
    [InlineData("""{"a":[{"numeric":[]}]}""", "Invalid member in numeric match: ]")]
    [InlineData("""{"a":[{"numeric":["~",1]}]}""", "Unrecognized numeric range operator: ~")]
    [InlineData("""{"a":[{"numeric":["=","1"]}]}""", "Value of equals must be numeric")]
    [InlineData("""{"a":[{"numeric":[">",1,">",2]}]}""", "Bad numeric range operator: >")]
    [InlineData("""{"a":[{"numeric":[">",1,30]}]}""", "Bad value in numeric range: 30")]
    [InlineData("""{"a":[{"numeric":[">",5,"<",1]}]}""", "Bottom must be less than top")]
    [InlineData("""{"a":[{"numeric":["=",1,"<",2]}]}""", "Too many elements in numeric expression")]
    [InlineData("""{"a":[{"numeric":[">",1,"<",2,3]}]}""", "Too many terms in numeric range expression")]
    [InlineData("""{"a":[{"cidr":"10.0.0.0/x"}]}""", "Malformed CIDR, mask bits must be an integer")]
    [InlineData("""{"a":[{"cidr":"10.0.0.0/32"}]}""", "IPv4 mask bits must be < 32")]
    [InlineData("""{"a":[{"wildcard":"a**b"}]}""", "Consecutive wildcard characters at pos 1")]
    [InlineData("""{"a":[{"wildcard":"a\\b"}]}""", "Invalid escape character at pos 1")]
    [InlineData("not JSON", "Event pattern contains invalid JSON")]
    public void What_is_no_pattern_is_refused_with_the_reason(string pattern, string reason) =>
        Assert.Equal(reason, Answer(pattern, "{}"));

    [Theory]
    [InlineData("""{"a":{"b":["x"]}}""", """{"a":{"b":"x"}}""")]
    [InlineData("""{"a.b":["x"]}""", """{"a":{"b":"x"}}""")]
    [InlineData("""{"a":{"b":["x"]}}""", """{"a.b":"x"}""")]
    [InlineData("""{"a":{"b":["x"],"c":["y"]}}""", """{"a":{"c":"y"},"a.b":"x"}""")]
    public void A_dot_is_a_step(string pattern, string @event) => Assert.Equal("match", Answer(pattern, @event));

    [Fact]
    public void Fields_that_alternatives_join_come_from_one_item_of_an_array()
    {
        const string Pattern = """{"a":{"x":[1]},"$or":[{"a":{"y":[2]}},{"b":[9]}]}""";

        Assert.Equal("no-match", Answer(Pattern, """{"a":[{"x":1},{"y":2}]}"""));
        Assert.Equal("match", Answer(Pattern, """{"a":[{"x":1},{"x":1,"y":2}]}"""));
        Assert.Equal("match", Answer(Pattern, """{"a":[{"x":1},{"y":2}],"b":9}"""));
    }

    [Fact]
    public void Alternatives_that_multiply_without_end_are_refused()
    {
        var pair = """{"$or":[{"a":[1]},{"b":[2]}]}""";
        Assert.Equal("match", Answer(pair, """{"a":1}"""));

        var deep = string.Concat(Enumerable.Range(0, 12).Select(at => $$"""{"p{{at}}":{"$or":[{"a":[1]},{"b":[2]}]},"n":"""))
            + """{"$or":[{"a":[1]},{"b":[2]}]}""" + new string('}', 12);
        Assert.StartsWith("Rule is too complex", Answer(deep, "{}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_within_arrays_do_not_multiply_the_work()
    {
        // Each pair of a step and an item is met once; a search of all combinations would not end.
        var item = "1";
        for (var depth = 0; depth < 6; depth++)
        {
            item = "[" + string.Join(',', Enumerable.Repeat($$"""{"a":{{item}}}""", 5)) + "]";
        }

        var pattern = """{"a":{"a":{"a":{"a":{"a":{"a":{"a":[2]}}}}}}}""";
        Assert.Equal("no-match", Answer(pattern, $$"""{"a":{{item}}}"""));
    }

    internal static string Answer(string pattern, string @event)
    {
        try
        {
            return EventPattern.Parse(pattern).Matches(EventNode.TryParse(@event)!) ? "match" : "no-match";
        }
        catch (PatternException error)
        {
            return error.Message;
        }
    }

    private const string Employees =
        """{"employees":[{"firstName":"John","lastName":"Doe"},{"firstName":"Anna","lastName":"Smith"}]}""";
}
