using System.IO.Compression;
using System.Net;
using System.Text;

namespace Messaging.AspNetCore.Tests;

/// <summary>Posts that SNS would not make: other topics, other times, other services, broken and oversized bodies.</summary>
internal static class ShapeAttacks
{
    private const string Password = "a password of some length";

    public static IEnumerable<(string Name, Attack Attack)> All =>
        Topics.Concat(Times).Concat(Bodies).Concat(Contradictions).Concat(Services).Concat(Sizes).Concat(Raw);

    private static IEnumerable<(string, Attack)> Topics =>
    [
        ("the topic is another one", Of("arn:aws:sns:us-east-1:111122223333:secret-events")),
        ("the topic has the name in another account", Of("arn:aws:sns:us-east-1:999999999999:order-events")),
        ("the topic has the name in another region", Of("arn:aws:sns:eu-west-1:111122223333:order-events")),
        ("the topic has the name in another partition", Of("arn:aws-cn:sns:us-east-1:111122223333:order-events")),
        ("the topic is the FIFO topic of the name", Of("arn:aws:sns:us-east-1:111122223333:order-events.fifo")),
        ("the topic begins with the name", Of(TestPost.Topic + "2")),
        ("the topic differs by case", Of(TestPost.Topic.Replace("order", "Order", StringComparison.Ordinal))),
        ("the topic is a subscription", Of(TestPost.Topic + ":6b0e71bd-7e97-4d97-80ce-4a0994e55286")),
        ("the topic is a queue", Of("arn:aws:sqs:us-east-1:111122223333:order-events")),
        ("the topic is no ARN", Of("order-events")),
        ("the topic's region is a host", Of("arn:aws:sns:evil.example/:111122223333:order-events") with { Configure = ByName }),
        ("the topic's region is another host's", Of("arn:aws:sns:us-east-1.evil:111122223333:order-events") with { Configure = ByName }),
        ("the topic of the name is in an account that is not ours", Of("arn:aws:sns:us-east-1:999999999999:order-events") with { Configure = ByName }),
        ("a subscription to a topic that is not expected asks to be confirmed", Attack.Forbidden(() =>
            TestPost.Confirmation(topic: "arn:aws:sns:us-east-1:999999999999:order-events"))),
    ];

    private static IEnumerable<(string, Attack)> Times =>
    [
        ("the message is from yesterday", At("2026-02-28T12:00:00.000Z")),
        ("the message is just too old", At("2026-03-01T10:44:59.000Z")),
        ("the message is from the future", At("2026-03-01T12:05:01.000Z")),
        ("a confirmation is from yesterday", Attack.Forbidden(() => TestPost.Confirmation().Set("Timestamp", "2026-02-28T12:00:00.000Z").Sign())),
        ("the message has no time", Attack.Malformed(() => TestPost.Notification().Without("Timestamp").Sign())),
        ("the time is no time", Attack.Malformed(() => TestPost.Notification().Set("Timestamp", "now").Sign())),
        ("the time has a line break", Attack.Malformed(() => TestPost.Notification().Set("Timestamp", "2026-03-01T11:59:58.123Z\n").Sign())),
        ("the time is written in another way", Attack.Malformed(() => TestPost.Notification().Set("Timestamp", "Sun, 01 Mar 2026 11:59:58 GMT").Sign())),
    ];

    private static IEnumerable<(string, Attack)> Bodies =>
    [
        ("the body is empty", Body(string.Empty)),
        ("the body is no JSON", Body("Type=Notification&Message=" + TestPost.Marker)),
        ("the body is an array", Body($"""["{TestPost.Marker}"]""")),
        ("the body is a string", Body($"\"{TestPost.Marker}\"")),
        ("the body is an empty object", Body("{}")),
        ("the body ends too early", Attack.Malformed(() => TestPost.Notification().Rewrite("\"Message\"", "\"Message"))),
        ("something follows the body", Attack.Malformed(() => Appended("{}"))),
        ("a second notification follows the body", Attack.Malformed(() => Appended(TestPost.Notification().Members.ToJsonString()))),
        ("the body begins with a byte order mark", Attack.Malformed(() => Bytes(body => [0xEF, 0xBB, 0xBF, .. body]))),
        ("the body is in UTF-16", Attack.Malformed(() => Bytes(body => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body))))),
        ("the body holds bytes that are no UTF-8", Attack.Malformed(() => Bytes(body => body.Select(each => each == 'S' ? (byte)0xFF : each).ToArray()))),
        ("the message holds half of a surrogate pair", Attack.Malformed(() => TestPost.Notification().Rewrite("orderId", "\\ud83d"))),
        ("the body holds a comment", Attack.Malformed(() => TestPost.Notification().Rewrite("{\"Type\"", "{/*x*/\"Type\""))),
        ("the message is there twice", Twice("Message", """{"orderId":8}""")),
        ("the message is there twice, once in other letters", Attack.Malformed(() => TestPost.Notification().Rewrite(
            "{\"Type\"", "{\"\\u004dessage\":\"x\",\"Type\""))),
        ("the type is there twice", Twice("Type", "SubscriptionConfirmation")),
        ("the topic is there twice", Twice("TopicArn", "arn:aws:sns:us-east-1:999999999999:order-events")),
        ("the certificate's address is there twice", Twice("SigningCertURL", "https://evil.example/cert.pem")),
        ("a member that means nothing is there twice", Attack.Malformed(() => TestPost.Notification().Rewrite("{\"Type\"", "{\"x\":1,\"x\":2,\"Type\""))),
        ("the message is a number", Attack.Malformed(() => Changed("Message", 7))),
        ("the message is an object", Attack.Malformed(() => TestPost.Notification().Rewrite("\"Message\":", "\"Message\":{},\"x\":"))),
        ("the message is null", Attack.Malformed(() => TestPost.Notification().Set("Message", null).Sign())),
        ("there is no message", Attack.Malformed(() => TestPost.Notification().Without("Message").Sign())),
        ("the message id is no id", Attack.Malformed(() => TestPost.Notification().Set("MessageId", "1").Sign().Header("x-amz-sns-message-id", Guid.NewGuid().ToString()))),
        ("the subject holds a line break", Attack.Malformed(() => TestPost.Notification(subject: "a\nTimestamp\nb"))),
        ("a confirmation has no token", Attack.Malformed(() => TestPost.Confirmation().Without("Token").Sign())),
        ("a confirmation has no address", Attack.Malformed(() => TestPost.Confirmation().Without("SubscribeURL").Sign())),
        ("a confirmation's address holds a line break", Attack.Malformed(() => TestPost.Confirmation(url: TestPost.ConfirmUrl() + "\nx"))),
        ("the message attributes are a list", Attack.Malformed(() => TestPost.Notification().Rewrite("{\"Type\"", "{\"MessageAttributes\":[],\"Type\""))),
        ("a message attribute is there twice", Attack.Malformed(() => TestPost.Notification().Rewrite(
            "{\"Type\"", "{\"MessageAttributes\":{\"a\":{\"Type\":\"String\",\"Value\":\"x\"},\"a\":{\"Type\":\"String\",\"Value\":\"y\"}},\"Type\""))),
        ("the body is deep", Attack.Malformed(() => TestPost.Notification().Rewrite(
            "{\"Type\"", $"{{\"x\":{new string('[', 100_000)}{new string(']', 100_000)},\"Type\""))),
    ];

    private static IEnumerable<(string, Attack)> Contradictions =>
    [
        ("the header has another type than the body", Attack.Malformed(() => TestPost.Notification().Header("x-amz-sns-message-type", "SubscriptionConfirmation"))),
        ("the body has another type than the header", Attack.Malformed(() => TestPost.Confirmation().Header("x-amz-sns-message-type", "Notification"))),
        ("the header has another id than the body", Attack.Malformed(() => TestPost.Notification().Header("x-amz-sns-message-id", Guid.NewGuid().ToString()))),
        ("the header has an expected topic, the body another", Attack.Malformed(() =>
            TestPost.Notification(topic: "arn:aws:sns:us-east-1:999999999999:order-events").Header("x-amz-sns-topic-arn", TestPost.Topic))),
        ("the header's type is none", Attack.Malformed(() => TestPost.Notification().Header("x-amz-sns-message-type", "Order"))),
        ("the header's id is none", Attack.Malformed(() => TestPost.Notification().Header("x-amz-sns-message-id", "../../x"))),
        ("there is no type in a header", Attack.Malformed(() => TestPost.Notification().Header("x-amz-sns-message-type", null))),
        ("there is no id in a header", Attack.Malformed(() => TestPost.Notification().Header("x-amz-sns-message-id", null))),
        ("there is no topic in a header", Attack.Malformed(() => TestPost.Notification().Header("x-amz-sns-topic-arn", null))),
        ("the body's type is none", Attack.Malformed(() => TestPost.Notification().Set("Type", "Order").Sign().Header("x-amz-sns-message-type", "Notification"))),
    ];

    private static IEnumerable<(string, Attack)> Services =>
    [
        ("it is an event of EventBridge", Service("""
            {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"acme.shipped.v1","source":"com.acme","account":"111122223333","time":"2026-03-01T12:00:00Z","region":"us-east-1","resources":[],"detail":{"orderId":7}}
            """)),
        ("it is an event that SNS gives to functions", Service("""
            {"Records":[{"EventSource":"aws:sns","EventVersion":"1.0","Sns":{"Type":"Notification","Message":"{\"orderId\":7}"}}]}
            """)),
        ("it is an event that SQS gives to functions", Service("""
            {"Records":[{"messageId":"1","eventSource":"aws:sqs","body":"{\"orderId\":7}"}]}
            """)),
        ("it is an envelope without a notification", Service("""
            {"specversion":"1.0","id":"1","source":"/x","type":"acme.shipped.v1","data":{"orderId":7}}
            """)),
        ("it is the message alone", Service(TestPost.Shipped)),
    ];

    private static IEnumerable<(string, Attack)> Sizes =>
    [
        ("the body says that it is too long", new Attack(HttpStatusCode.RequestEntityTooLarge, () => TestPost.Notification(new string('x', 70_000)))
        {
            Configure = Small,
        }),
        ("the body is too long and does not say so", new Attack(HttpStatusCode.RequestEntityTooLarge, () =>
        {
            var post = TestPost.Notification(new string('x', 70_000));
            post.IsChunked = true;
            return post;
        })
        {
            Configure = Small,
        }),
        ("the body is compressed", new Attack(HttpStatusCode.UnsupportedMediaType, () => Bytes(Zip).Header("Content-Encoding", "gzip"))),
        ("the body is a little compressed with much in it", new Attack(
            HttpStatusCode.UnsupportedMediaType, () => TestPost.Notification().WithBody(Zip(new byte[10_000_000])).Header("Content-Encoding", "gzip"))),
    ];

    private static IEnumerable<(string, Attack)> Raw =>
    [
        ("it calls itself raw where nobody may", Attack.Forbidden(RawPost)),
        ("it is a signed notification that calls itself raw", Attack.Forbidden(() => TestPost.Notification().Header("x-amz-sns-rawdelivery", "true"))),
        ("it is raw and shows no password", Unauthorized(RawPost)),
        ("it is raw and shows a wrong password", Unauthorized(() => RawPost().Header("Authorization", Basic("sns:another password of length")))),
        ("it is raw and shows the password of another user", Unauthorized(() => RawPost().Header("Authorization", Basic("root:" + Password)))),
        ("it is raw and shows the beginning of the password", Unauthorized(() => RawPost().Header("Authorization", Basic("sns:" + Password[..^1])))),
        ("it is raw and shows the password as a token", Unauthorized(() => RawPost().Header("Authorization", "Bearer " + Password))),
        ("it is raw and shows garbage as a password", Unauthorized(() => RawPost().Header("Authorization", "Basic %%%"))),
        ("it is raw, with a password, of a topic that is not expected", Attack.Forbidden(() => RawPost()
            .Header("Authorization", Basic("sns:" + Password)).Header("x-amz-sns-topic-arn", TestPost.Topic + "2")) with { Configure = WithPassword }),
        ("it is raw, with a password, and no text", Attack.Malformed(() => RawPost()
            .Header("Authorization", Basic("sns:" + Password)).WithBody([0xFF, 0xFE, 0xFD])) with { Configure = WithPassword }),
        ("it is as raw as nobody says", Attack.Malformed(() => RawPost().Header("x-amz-sns-rawdelivery", "yes"))),
    ];

    public static string Basic(string credentials) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials));

    private static void ByName(SnsEndpointBuilder endpoint) =>
        endpoint.ExpectTopic("order-events").Configure(options => options.AccountId = "111122223333");

    private static void Small(SnsEndpointBuilder endpoint) =>
        endpoint.ExpectTopic(TestPost.Topic).Configure(options => options.MaxBodySize = 65_536);

    private static void WithPassword(SnsEndpointBuilder endpoint) =>
        endpoint.ExpectTopic(TestPost.Topic).Configure(options => options.RawCredentials.Add("sns:" + Password));

    private static Attack Of(string topic) => Attack.Forbidden(() => TestPost.Notification(topic: topic));

    private static Attack At(string time) => Attack.Forbidden(() => TestPost.Notification().Set("Timestamp", time).Sign());

    private static Attack Body(string body) => Attack.Malformed(() => TestPost.Notification().WithBody(body));

    private static Attack Service(string body) => Body(body);

    private static Attack Unauthorized(Func<TestPost> post) => new(HttpStatusCode.Unauthorized, post) { Configure = WithPassword };

    private static Attack Twice(string name, string value) => Attack.Malformed(() => TestPost.Notification().Rewrite(
        "{\"Type\"", $"{{\"{name}\":{System.Text.Json.JsonSerializer.Serialize(value)},\"Type\""));

    private static TestPost RawPost() => TestPost.Notification().Header("x-amz-sns-rawdelivery", "true").WithBody(TestPost.Shipped);

    private static TestPost Appended(string text)
    {
        var post = TestPost.Notification();
        return post.WithBody(post.Members.ToJsonString() + text);
    }

    private static TestPost Changed(string name, int value)
    {
        var post = TestPost.Notification();
        post.Members[name] = value;
        return post;
    }

    private static TestPost Bytes(Func<byte[], byte[]> change)
    {
        var post = TestPost.Notification();
        return post.WithBody(change(Encoding.UTF8.GetBytes(post.Members.ToJsonString())));
    }

    private static byte[] Zip(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Optimal))
        {
            zip.Write(bytes);
        }

        return zipped.ToArray();
    }
}
