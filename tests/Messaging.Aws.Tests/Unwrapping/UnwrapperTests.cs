using System.Text;

namespace Messaging.Aws.Tests;

public class UnwrapperTests
{
    private const string Notification = """
        {
          "Type" : "Notification",
          "MessageId" : "n-1",
          "TopicArn" : "arn:aws:sns:eu-west-1:123456789012:orders",
          "Subject" : null,
          "Message" : "{\"a\":\"\u00fc\"}",
          "Timestamp" : "2026-01-31T12:34:56.789Z",
          "MessageAttributes" : {
            "type" : {"Type":"String","Value":"acme.test"},
            "count" : {"Type":"Number","Value":"1"},
            "blob" : {"Type":"Binary","Value":"AQI="},
            "odd" : ["Type"],
            "later" : {"Value":"x","More":{"deep":[1]},"Type":"String.label"}
          }
        }
        """;

    private const string Event = """
        {"version":"0","id":"e-1","detail-type":"acme.test","source":"com.acme","account":"111111111111",
        "time":"2026-01-31T12:34:56Z","region":"us-east-1","resources":["a"],"detail":{"a":[1,{"b":2}]}}
        """;

    [Fact]
    public void Takes_a_message_out_of_a_notification()
    {
        Assert.True(new SnsUnwrapper().TryUnwrap(Bytes(Notification), out var wrapped));

        Assert.Equal("""{"a":"ü"}""", Text(wrapped));
        Assert.Equal(("n-1", "acme.test", "arn:aws:sns:eu-west-1:123456789012:orders", false), (wrapped.Id, wrapped.Name, wrapped.Source, wrapped.IsText));
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 12, 34, 56, 789, TimeSpan.Zero), wrapped.Time);
        Assert.Equal(["later", "type"], wrapped.Attributes!.Keys.Order());
    }

    [Fact]
    public void Takes_a_text_out_of_a_notification_without_attributes()
    {
        Assert.True(new SnsUnwrapper().TryUnwrap(
            Bytes("""{"Type":"Notification","TopicArn":"t","Message":"hello","Timestamp":"tomorrow"}"""), out var wrapped));

        Assert.Equal(("hello", true), (Text(wrapped), wrapped.IsText));
        Assert.Null(wrapped.Name);
        Assert.Null(wrapped.Time);
        Assert.Null(wrapped.Attributes);
    }

    [Theory]
    [InlineData("""{"Type":"SubscriptionConfirmation","TopicArn":"t","Message":"m"}""")]
    [InlineData("""{"Type":"Notification","Message":"m"}""")]
    [InlineData("""{"Type":"Notification","TopicArn":"t"}""")]
    [InlineData("""{"Type":"Notification","TopicArn":"t","Message":{"a":1}}""")]
    [InlineData("""{"Type":1,"TopicArn":"t","Message":"m"}""")]
    [InlineData("""{"Type":"Notification","TopicArn":"t","Message":"\ud800"}""")]
    [InlineData("""{"Type":"Notification","TopicArn":"t","Message":"m"} trailing""")]
    [InlineData("""{"Type":"Notification","TopicArn":"t","Message":"m","MessageAttributes":{"a":{"Type":""")]
    public void Leaves_what_is_no_notification(string body) =>
        Assert.False(new SnsUnwrapper().TryUnwrap(Bytes(body), out _));

    [Fact]
    public void Takes_the_detail_out_of_an_event_as_it_is()
    {
        Assert.True(new EventBridgeUnwrapper().TryUnwrap(Bytes(Event), out var wrapped));

        Assert.Equal("""{"a":[1,{"b":2}]}""", Text(wrapped));
        Assert.Equal(("e-1", "acme.test", "com.acme", false), (wrapped.Id, wrapped.Name, wrapped.Source, wrapped.IsText));
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 12, 34, 56, TimeSpan.Zero), wrapped.Time);
    }

    [Theory]
    [InlineData("\"hello\"", "hello", true)]
    [InlineData("\"{\\\"a\\\":1}\"", "{\"a\":1}", false)]
    [InlineData("12", "12", true)]
    [InlineData("[1, 2]", "[1, 2]", true)]
    public void Takes_a_detail_that_is_no_object(string detail, string expected, bool isText)
    {
        Assert.True(new EventBridgeUnwrapper().TryUnwrap(
            Bytes($$"""{"detail":{{detail}},"source":"s","detail-type":"t"}"""), out var wrapped));

        Assert.Equal((expected, isText), (Text(wrapped), wrapped.IsText));
    }

    [Theory]
    [InlineData("""{"source":"s","detail-type":"t"}""")]
    [InlineData("""{"detail":{},"detail-type":"t"}""")]
    [InlineData("""{"detail":{},"source":"s"}""")]
    [InlineData("""{"detail":{},"source":"s","detail-type":["t"]}""")]
    [InlineData("""{"detail":{},"source":"s","detail-type":"\udc00"}""")]
    [InlineData("""{"detail":{"a":"source":"s","detail-type":"t"}""")]
    public void Leaves_what_is_no_event(string body) =>
        Assert.False(new EventBridgeUnwrapper().TryUnwrap(Bytes(body), out _));

    [Theory]
    [InlineData(900, true)]
    [InlineData(100_000, false)]
    public void Reads_deep_nesting_or_leaves_it_and_never_throws(int depth, bool isRead)
    {
        var deep = new string('[', depth) + new string(']', depth);

        Assert.Equal(isRead, new EventBridgeUnwrapper().TryUnwrap(Bytes($$"""{"detail":{{deep}},"source":"s","detail-type":"t"}"""), out _));
        Assert.Equal(isRead, new SnsUnwrapper().TryUnwrap(Bytes($$"""{"x":{{deep}},"Type":"Notification","TopicArn":"t","Message":"m"}"""), out _));
    }

    [Fact]
    public void Never_throws_whatever_is_cut_off_or_damaged()
    {
        foreach (var whole in new[] { Encoding.UTF8.GetBytes(Notification), Encoding.UTF8.GetBytes(Event) })
        {
            for (var i = 0; i < whole.Length; i++)
            {
                Assert.False(Unwraps(whole.AsMemory(0, i)));
                var damaged = whole.ToArray();
                damaged[i] = 0xFF;
                Unwraps(damaged);
            }
        }
    }

    private static bool Unwraps(ReadOnlyMemory<byte> body) =>
        new SnsUnwrapper().TryUnwrap(body, out _) | new EventBridgeUnwrapper().TryUnwrap(body, out _);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(WrappedMessage wrapped) => Encoding.UTF8.GetString(wrapped.Body.Span);
}
