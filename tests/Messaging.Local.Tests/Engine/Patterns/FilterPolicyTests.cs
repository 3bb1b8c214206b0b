namespace Messaging.Local.Tests;

public sealed class FilterPolicyTests
{
    private const string Auto =
        """{"object":{"key":[{"prefix":"auto-"},"hardcodedvalue"],"nested_key":[{"exists":false}]},"test":[{"exists":false}]}""";

    private const string Route = """{"headers":{"route-to":["queue1"]}}""";

    private const string Records =
        """{"Records":{"s3":{"object":{"key":[{"prefix":"auto-"}]}},"eventName":[{"prefix":"ObjectCreated:"}]}}""";

    private const string Either =
        """{"$or":[{"metricName":["CPUUtilization","ReadLatency"]},{"namespace":["AWS/EC2","AWS/ES"]}],"detail":{"scope":["Service"],"$or":[{"source":["aws.cloudwatch"]},{"type":["CloudWatch Alarm State Change"]}]}}""";

    private const string Networks =
        """{"detail":{"$or":[{"sourceIPAddress":[{"cidr":"10.0.0.0/24"}]},{"sourceIPAddressV6":[{"cidr":"2001:db8:1234:1a00::/64"}]}]}}""";

    [Theory]
    [InlineData("""{"attr1":[{"numeric":[">",0,"<=",100]}]}""", "attr1", "Number", "99", true)]
    [InlineData("""{"attr1":[{"numeric":[">",0,"<=",100]}]}""", "attr1", "Number", "111", false)]
    [InlineData("""{"attr1":[{"numeric":[">",0,"<=",100]}]}""", "attr1", "String", "99", false)]
    [InlineData("""{"store":[{"exists":true}]}""", "def", "String", "x", false)]
    [InlineData("""{"store":[{"exists":false}]}""", "def", "String", "x", true)]
    [InlineData("""{"attr1":[null,{"anything-but":"whatever"}]}""", "def", "String", "x", false)]
    [InlineData("""{"store":["value1"]}""", "store", "String.Array", """["value1","value2"]""", true)]
    [InlineData("""{"store":["value3"]}""", "store", "String.Array", """["value1","value2"]""", false)]
    [InlineData("""{"store":[{"exists":true}]}""", "store", "Binary", "x", false)]
    public void H29_a_policy_on_attributes_matches_as_recorded(
        string policy, string name, string type, string value, bool matches) =>
        Assert.Equal(matches, FilterPolicy.Parse(policy, onBody: false).Matches(
            FilterPolicy.NodeOf([new MessageAttribute(name, type, value, null)])));

    [Theory]
    [InlineData(Auto, """{"object":{"key":"auto-test"}}""", true)]
    [InlineData(Auto, """{"object":{"key":"hardcodedvalue"}}""", true)]
    [InlineData(Auto, """{"object":{"key":"test-auto"}}""", false)]
    [InlineData(Auto, """{"object":{"key":"auto-test"},"test":"just-exists"}""", false)]
    [InlineData(Auto, """{"object":{"key":"auto-test","nested_key":"just-exists"}}""", false)]
    [InlineData(Route, """{"headers":{"route-to":["queue1","queue2"]}}""", true)]
    [InlineData(Route, """{"headers":{"route-to":["queue3"]}}""", false)]
    [InlineData(Records, """{"Records":[{"eventName":"ObjectCreated:Put","s3":{"object":{"key":"auto-x"}}}]}""", true)]
    [InlineData(Records, """{"Records":[{"eventName":"ObjectRemoved:Delete","s3":{"object":{"key":"auto-x"}}}]}""", false)]
    [InlineData(Records, """{"Records":[{"eventName":"ObjectCreated:Put","s3":{"object":[[{"key":"auto-x"}]]}},{"eventName":"ObjectRemoved:Delete","s3":{"object":{"key":"home-x"}}}]}""", true)]
    [InlineData(Either, """{"namespace":"AWS/ES","detail":{"scope":"Service","source":"aws.cloudwatch"}}""", true)]
    [InlineData(Either, """{"metricName":"CPUUtilization","detail":{"scope":"Service"}}""", false)]
    [InlineData(Either, """{"metricName":"AWS/EC2","detail":{"scope":"Service","type":"CloudWatch Alarm State Change"}}""", false)]
    [InlineData(Networks, """{"detail":{"sourceIPAddress":"10.0.0.255"}}""", true)]
    [InlineData(Networks, """{"detail":{"sourceIPAddress":"10.0.0.256"}}""", false)]
    [InlineData(Networks, """{"detail":{"sourceIPAddressV6":"2001:0db8:1234:1a00:0000:0000:0000:0000"}}""", true)]
    [InlineData(Networks, """{"detail":{"sourceIPAddressV6":"2001:0db8:123f:1a01:0:0:0:0"}}""", false)]
    [InlineData("""{"detail":{"eventVersion":[""]}}""", """{"resources":[],"detail":{"eventVersion":"","responseElements":null}}""", true)]
    [InlineData("""{"object.nested.test":["string.value"]}""", """{"object.nested":{"test":"string.value"}}""", true)]
    public void H29_a_policy_on_the_body_matches_as_recorded(string policy, string body, bool matches) =>
        Assert.Equal(matches, FilterPolicy.Parse(policy, onBody: true).Matches(EventNode.TryParse(body)!));

    [Theory]
    [InlineData("""{"a":{"b":["x"]}}""", false, "Filter policy scope MessageAttributes does not support nested filter policy")]
    [InlineData("""{"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"]}""", false, "Filter policy can not have more than 5 keys")]
    [InlineData("""{"a":[{"anything-but":{"suffix":"x"}}]}""", false, "Unsupported anything-but pattern: suffix")]
    [InlineData("""{"a":[{"wrong-operator":"x"}]}""", false, "Unrecognized match type wrong-operator")]
    public void What_SNS_would_refuse_is_refused(string policy, bool onBody, string reason) =>
        Assert.Equal(reason, Assert.Throws<PatternException>(() => FilterPolicy.Parse(policy, onBody)).Message);

    [Fact]
    public void H29_combinations_are_counted_as_SNS_was_seen_to_count_them()
    {
        var recorded =
            """{"$or":[{"metricName":["a","b","c"]},{"namespace":["d","e"]}],"detail":{"scope":["f","g"],"$or":[{"source":["h"]},{"type":["i","j","k"]}]}}""";
        Assert.Equal(
            "Filter policy is too complex",
            Assert.Throws<PatternException>(() => FilterPolicy.Parse(recorded, onBody: true)).Message);
        FilterPolicy.Parse(Flat(10, 15), onBody: false);
        Assert.Throws<PatternException>(() => FilterPolicy.Parse(Flat(8, 19), onBody: false));
    }

    private static string Flat(int first, int second) => $$"""{"a":[{{List(first)}}],"b":[{{List(second)}}]}""";

    private static string List(int count) => string.Join(',', Enumerable.Range(0, count));
}
