using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Messaging.Local.Tests;

public sealed class FanOutTests : IDisposable
{
    private readonly TopicFixture _aws = new();

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task A_message_reaches_each_queue_whose_filter_it_passes()
    {
        var topic = await _aws.TopicAsync("orders");
        var eu = await _aws.QueueAsync("eu");
        var us = await _aws.QueueAsync("us");
        var all = await _aws.QueueAsync("all");
        await _aws.SubscribeAsync(topic, "eu", ("RawMessageDelivery", "true"), ("FilterPolicy", """{"region":["eu"]}"""));
        await _aws.SubscribeAsync(topic, "us", ("RawMessageDelivery", "true"), ("FilterPolicy", """{"region":["us"]}"""), ("FilterPolicyScope", "MessageBody"));
        await _aws.SubscribeAsync(topic, "all", ("RawMessageDelivery", "true"));

        await _aws.DoAsync(
            "Publish", ("TopicArn", topic), ("Message", """{"region":"us"}"""),
            ("MessageAttributes.entry.1.Name", "region"), ("MessageAttributes.entry.1.Value.DataType", "String"),
            ("MessageAttributes.entry.1.Value.StringValue", "eu"));

        var received = Assert.Single(await _aws.Sqs.ReceiveAsync(eu));
        Assert.Equal("eu", received.MessageAttributes["region"].StringValue);
        Assert.Equal(["""{"region":"us"}"""], await _aws.Sqs.BodiesAsync(us));
        Assert.Single(await _aws.Sqs.BodiesAsync(all));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    public async Task An_empty_filter_policy_removes_the_filter(string empty)
    {
        var topic = await _aws.TopicAsync("orders");
        var queue = await _aws.QueueAsync("eu");
        var subscription = await _aws.SubscribeAsync(topic, "eu", ("RawMessageDelivery", "true"), ("FilterPolicy", """{"region":["eu"]}"""));

        await _aws.DoAsync(
            "SetSubscriptionAttributes", ("SubscriptionArn", subscription), ("AttributeName", "FilterPolicy"), ("AttributeValue", empty));
        await _aws.DoAsync("Publish", ("TopicArn", topic), ("Message", "hi"));

        Assert.Equal(["hi"], await _aws.Sqs.BodiesAsync(queue));
        var attributes = await _aws.DoAsync("GetSubscriptionAttributes", ("SubscriptionArn", subscription));
        Assert.DoesNotContain(attributes.Descendants("key"), key => key.Value.StartsWith("Filter", StringComparison.Ordinal));
    }

    [Fact]
    public async Task H23_the_envelope_has_its_members_in_their_order_and_no_attributes_beside_it()
    {
        var topic = await _aws.TopicAsync("orders");
        var queue = await _aws.QueueAsync("all");
        await _aws.SubscribeAsync(topic, "all");

        await _aws.DoAsync(
            "Publish", ("TopicArn", topic), ("Message", "hi \"there\""), ("Subject", "s"),
            ("MessageAttributes.entry.1.Name", "n"), ("MessageAttributes.entry.1.Value.DataType", "Number"),
            ("MessageAttributes.entry.1.Value.StringValue", "99.12"));

        var received = Assert.Single(await _aws.Sqs.ReceiveAsync(queue));
        using var body = JsonDocument.Parse(received.Body);
        Assert.Equal(
            ["Type", "MessageId", "TopicArn", "Subject", "Message", "Timestamp", "SignatureVersion", "Signature",
             "SigningCertURL", "UnsubscribeURL", "MessageAttributes"],
            body.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("hi \"there\"", body.RootElement.GetProperty("Message").GetString());
        Assert.Equal("99.12", body.RootElement.GetProperty("MessageAttributes").GetProperty("n").GetProperty("Value").GetString());
        Assert.StartsWith("{\n  \"Type\" : \"Notification\",\n", received.Body, StringComparison.Ordinal);
        Assert.Empty(received.MessageAttributes ?? []);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task H28_a_client_can_verify_the_signature_with_the_brokers_certificate(string version)
    {
        var topic = await _aws.TopicAsync("orders", ("SignatureVersion", version));
        var queue = await _aws.QueueAsync("all");
        await _aws.SubscribeAsync(topic, "all");
        await _aws.DoAsync("Publish", ("TopicArn", topic), ("Message", "m"), ("Subject", "s"));
        using var body = JsonDocument.Parse(Assert.Single(await _aws.Sqs.BodiesAsync(queue)));
        string Member(string name) => body.RootElement.GetProperty(name).GetString()!;

        using var http = new HttpClient(_aws.Sqs.Broker.Handler, disposeHandler: false);
        using var certificate = X509Certificate2.CreateFromPem(await http.GetStringAsync(new Uri(Member("SigningCertURL"))));
        using var key = certificate.GetRSAPublicKey()!;
        var text = string.Concat(new[] { "Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type" }
            .Select(name => $"{name}\n{Member(name)}\n"));
        var hash = version == "1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;

        Assert.Equal(version, Member("SignatureVersion"));
        Assert.True(key.VerifyData(
            Encoding.UTF8.GetBytes(text), Convert.FromBase64String(Member("Signature")), hash, RSASignaturePadding.Pkcs1));
        Assert.False(key.VerifyData(
            Encoding.UTF8.GetBytes(text + "x"), Convert.FromBase64String(Member("Signature")), hash, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task H24_attributes_come_beside_the_body_where_delivery_is_raw_and_within_it_elsewhere()
    {
        var topic = await _aws.TopicAsync("orders");
        var (raw, wrapped) = (await _aws.QueueAsync("raw"), await _aws.QueueAsync("wrapped"));
        await _aws.SubscribeAsync(topic, "raw", ("RawMessageDelivery", "true"));
        await _aws.SubscribeAsync(topic, "wrapped");

        await _aws.DoAsync(
            "Publish", ("TopicArn", topic), ("Message", "m"), ("MessageAttributes.entry.1.Name", "n"),
            ("MessageAttributes.entry.1.Value.DataType", "Number.int"), ("MessageAttributes.entry.1.Value.StringValue", "7"));

        var bare = Assert.Single(await _aws.Sqs.ReceiveAsync(raw));
        Assert.Equal(
            ("m", "Number.int", "7"), (bare.Body, bare.MessageAttributes["n"].DataType, bare.MessageAttributes["n"].StringValue));
        var envelope = Assert.Single(await _aws.Sqs.ReceiveAsync(wrapped));
        Assert.Null(envelope.MessageAttributes);
        using var body = JsonDocument.Parse(envelope.Body);
        Assert.Equal(
            """{"Type":"Number.int","Value":"7"}""",
            JsonSerializer.Serialize(body.RootElement.GetProperty("MessageAttributes").GetProperty("n")));
    }

    [Fact]
    public async Task H24_raw_delivery_of_more_than_ten_attributes_goes_to_the_dead_letter_queue()
    {
        var topic = await _aws.TopicAsync("orders");
        var queue = await _aws.QueueAsync("all");
        var letters = await _aws.QueueAsync("letters");
        await _aws.SubscribeAsync(
            topic, "all", ("RawMessageDelivery", "true"),
            ("RedrivePolicy", $$"""{"deadLetterTargetArn":"{{TopicFixture.QueueArn("letters")}}"}"""));
        var attributes = Enumerable.Range(1, 11).SelectMany(at => new[]
        {
            ($"MessageAttributes.entry.{at}.Name", $"a{at}"), ($"MessageAttributes.entry.{at}.Value.DataType", "String"),
            ($"MessageAttributes.entry.{at}.Value.StringValue", "x"),
        });

        await _aws.DoAsync("Publish", [("TopicArn", topic), ("Message", "m"), .. attributes]);

        Assert.Empty(await _aws.Sqs.BodiesAsync(queue));
        Assert.Equal(["m"], await _aws.Sqs.BodiesAsync(letters));
    }

    [Fact]
    public async Task A_queue_whose_policy_does_not_let_the_topic_send_gets_nothing_and_the_dead_letter_queue_gets_it()
    {
        var topic = await _aws.TopicAsync("orders");
        var closed = await _aws.Sqs.CreateAsync("closed");
        var letters = await _aws.QueueAsync("letters");
        await _aws.SubscribeAsync(
            topic, "closed", ("RawMessageDelivery", "true"),
            ("RedrivePolicy", $$"""{"deadLetterTargetArn":"{{TopicFixture.QueueArn("letters")}}"}"""));

        await _aws.DoAsync("Publish", ("TopicArn", topic), ("Message", "m"));

        Assert.Empty(await _aws.Sqs.BodiesAsync(closed));
        Assert.Equal(["m"], await _aws.Sqs.BodiesAsync(letters));
    }

    [Fact]
    public async Task H25_groups_and_deduplication_ids_are_forwarded_as_the_table_says()
    {
        var fifo = await _aws.TopicAsync("orders.fifo", ("ContentBasedDeduplication", "true"));
        var standard = await _aws.TopicAsync("orders");
        var toFifo = await _aws.QueueAsync("in.fifo");
        var toStandard = await _aws.QueueAsync("in");
        var fair = await _aws.QueueAsync("fair");
        await _aws.SubscribeAsync(fifo, "in.fifo");
        await _aws.SubscribeAsync(fifo, "in", ("RawMessageDelivery", "true"));
        await _aws.SubscribeAsync(standard, "fair", ("RawMessageDelivery", "true"));

        await _aws.DoAsync("Publish", ("TopicArn", fifo), ("Message", "Test"), ("MessageGroupId", "g"));
        await _aws.DoAsync("Publish", ("TopicArn", standard), ("Message", "Test"), ("MessageGroupId", "g"));

        var ordered = Assert.Single(await _aws.Sqs.ReceiveAsync(toFifo));
        Assert.Equal("g", ordered.Attributes["MessageGroupId"]);
        Assert.Equal(
            "532eaabd9574880dbf76b9b8cc00832c20a6ec113d682299550d7a6e0f345e25", ordered.Attributes["MessageDeduplicationId"]);
        Assert.DoesNotContain("\"Signature\"", ordered.Body, StringComparison.Ordinal);
        Assert.Contains("\"SequenceNumber\"", ordered.Body, StringComparison.Ordinal);
        Assert.False(Assert.Single(await _aws.Sqs.ReceiveAsync(toStandard)).Attributes.ContainsKey("MessageGroupId"));
        Assert.Equal("g", Assert.Single(await _aws.Sqs.ReceiveAsync(fair)).Attributes["MessageGroupId"]);
    }

    [Fact]
    public async Task H26_a_topic_deduplicates_for_five_minutes_and_answers_as_it_did()
    {
        var topic = await _aws.TopicAsync("orders.fifo");
        var queue = await _aws.QueueAsync("in.fifo");
        await _aws.SubscribeAsync(topic, "in.fifo", ("RawMessageDelivery", "true"));
        (string, string)[] message =
            [("TopicArn", topic), ("Message", "m"), ("MessageGroupId", "g"), ("MessageDeduplicationId", "d")];

        var first = await _aws.DoAsync("Publish", message);
        var second = await _aws.DoAsync("Publish", message);
        Assert.Equal(first.Descendants("MessageId").Single().Value, second.Descendants("MessageId").Single().Value);
        Assert.Equal(20, first.Descendants("SequenceNumber").Single().Value.Length);
        Assert.Single(await _aws.Sqs.BodiesAsync(queue, visibility: 0));

        _aws.Sqs.Advance(301);
        var third = await _aws.DoAsync("Publish", message);
        Assert.NotEqual(first.Descendants("MessageId").Single().Value, third.Descendants("MessageId").Single().Value);
    }

    [Fact]
    public async Task A_function_gets_the_event_and_is_tried_again_until_it_succeeds()
    {
        // B.6.1: what a function gets says version 1 whatever the topic's is.
        var topic = await _aws.TopicAsync("orders", ("SignatureVersion", "2"));
        var calls = System.Threading.Channels.Channel.CreateUnbounded<string>();
        var count = 0;
        var arn = _aws.Sqs.Broker.Functions.Add("f", async (json, token) =>
        {
            await calls.Writer.WriteAsync(json, token);
            return Interlocked.Increment(ref count) < 3 ? throw new InvalidOperationException("not yet") : null;
        });
        await _aws.DoAsync("Subscribe", ("TopicArn", topic), ("Protocol", "lambda"), ("Endpoint", arn));

        await _aws.DoAsync("Publish", ("TopicArn", topic), ("Message", "m"));

        var first = await calls.Reader.ReadAsync();
        _aws.Sqs.Advance(60);
        await calls.Reader.ReadAsync();
        _aws.Sqs.Advance(120);
        Assert.Equal(first, await calls.Reader.ReadAsync());
        using var body = JsonDocument.Parse(first);
        var sns = body.RootElement.GetProperty("Records")[0].GetProperty("Sns");
        Assert.Equal("1", sns.GetProperty("SignatureVersion").GetString());
        Assert.Equal("m", sns.GetProperty("Message").GetString());
        Assert.Equal(JsonValueKind.Null, sns.GetProperty("Subject").ValueKind);
    }

    [Fact]
    public async Task H27_an_http_endpoint_is_asked_to_confirm_then_notified_then_told_of_its_end()
    {
        using var posts = new PostRecorder();
        var options = LocalBrokerOptions.Exact();
        options.OutgoingHandler = posts;
        using var aws = new TopicFixture(options);
        var topic = await aws.TopicAsync("orders");
        var subscribed = await aws.DoAsync(
            "Subscribe", ("TopicArn", topic), ("Protocol", "http"), ("Endpoint", "http://example.test/sns"),
            ("Attributes.entry.1.key", "DeliveryPolicy"),
            ("Attributes.entry.1.value", """{"requestPolicy":{"headerContentType":"application/json"}}"""));
        Assert.Equal("pending confirmation", subscribed.Descendants("SubscriptionArn").Single().Value);

        var confirmation = await posts.Reader.ReadAsync();
        Assert.Equal("SubscriptionConfirmation", confirmation.Headers["x-amz-sns-message-type"]);
        Assert.Equal("text/plain; charset=UTF-8", confirmation.Headers["Content-Type"]);
        Assert.False(confirmation.Headers.ContainsKey("x-amz-sns-subscription-arn"));
        await aws.DoAsync("Publish", ("TopicArn", topic), ("Message", "too early"));

        using var body = JsonDocument.Parse(confirmation.Body);
        using var http = new HttpClient(aws.Sqs.Broker.Handler, disposeHandler: false);
        var confirmed = await http.GetStringAsync(new Uri(body.RootElement.GetProperty("SubscribeURL").GetString()!));
        Assert.Contains("ConfirmSubscriptionResult", confirmed, StringComparison.Ordinal);

        await aws.DoAsync("Publish", ("TopicArn", topic), ("Message", "m"));
        var notification = await posts.Reader.ReadAsync();
        Assert.Equal("Notification", notification.Headers["x-amz-sns-message-type"]);
        Assert.Equal("application/json", notification.Headers["Content-Type"]);
        using var envelope = JsonDocument.Parse(notification.Body);
        Assert.Equal("m", envelope.RootElement.GetProperty("Message").GetString());

        await http.GetStringAsync(new Uri(envelope.RootElement.GetProperty("UnsubscribeURL").GetString()!));
        var end = await posts.Reader.ReadAsync();
        Assert.Equal("UnsubscribeConfirmation", end.Headers["x-amz-sns-message-type"]);
        Assert.Contains(confirmation.Headers["x-amz-sns-topic-arn"], end.Body, StringComparison.Ordinal);
    }
}
