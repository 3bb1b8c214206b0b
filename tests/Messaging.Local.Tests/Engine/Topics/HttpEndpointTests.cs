using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Messaging.Local.Tests;

/// <summary>B.6: what an HTTP endpoint gets, and what its answers bring about.</summary>
public sealed class HttpEndpointTests : IDisposable
{
    private readonly PostRecorder _posts = new();
    private readonly TopicFixture _aws;

    public HttpEndpointTests()
    {
        var options = LocalBrokerOptions.Exact();
        options.OutgoingHandler = _posts;
        _aws = new TopicFixture(options);
    }

    public void Dispose()
    {
        _aws.Dispose();
        _posts.Dispose();
    }

    [Fact]
    public async Task H27_raw_delivery_is_the_message_alone_and_says_so()
    {
        var topic = await SubscribedAsync(("RawMessageDelivery", "true"));

        await _aws.DoAsync(
            "Publish", ("TopicArn", topic), ("Message", "hi"), ("MessageAttributes.entry.1.Name", "a"),
            ("MessageAttributes.entry.1.Value.DataType", "String"), ("MessageAttributes.entry.1.Value.StringValue", "x"));

        var post = await _posts.Reader.ReadAsync();
        Assert.Equal("hi", post.Body);
        Assert.Equal("true", post.Headers["x-amz-sns-rawdelivery"]);
        Assert.DoesNotContain(post.Headers.Keys, name => name.Contains("attribute", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task H27_a_notification_has_the_headers_of_AWS()
    {
        var topic = await SubscribedAsync();
        var subscription = Assert.Single(Assert.Single(_aws.Sqs.Broker.ListTopics()).Subscriptions).Arn;

        var sent = await _aws.DoAsync("Publish", ("TopicArn", topic), ("Message", "hi"));

        var headers = (await _posts.Reader.ReadAsync()).Headers;
        Assert.Equal("Notification", headers["x-amz-sns-message-type"]);
        Assert.Equal(sent.Descendants("MessageId").Single().Value, headers["x-amz-sns-message-id"]);
        Assert.Equal(topic, headers["x-amz-sns-topic-arn"]);
        Assert.Equal(subscription, headers["x-amz-sns-subscription-arn"]);
        Assert.Equal("text/plain; charset=UTF-8", headers["Content-Type"]);
        Assert.Equal("Amazon Simple Notification Service Agent", string.Join(' ', headers["User-Agent"].Split(',')));
        Assert.False(headers.ContainsKey("x-amz-sns-rawdelivery"));
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, true)]
    [InlineData(HttpStatusCode.TooManyRequests, true)]
    [InlineData(HttpStatusCode.BadRequest, false)]
    [InlineData(HttpStatusCode.NotFound, false)]
    public async Task H27_an_answer_that_may_pass_is_tried_again_and_another_goes_to_the_dead_letters(HttpStatusCode answer, bool mayPass)
    {
        var letters = await _aws.QueueAsync("letters");
        var topic = await SubscribedAsync(
            ("RawMessageDelivery", "true"),
            ("RedrivePolicy", $$"""{"deadLetterTargetArn":"{{TopicFixture.QueueArn("letters")}}"}"""));
        _posts.Answers.Enqueue(answer);

        await _aws.DoAsync("Publish", ("TopicArn", topic), ("Message", "hi"));
        await _posts.Reader.ReadAsync();

        if (mayPass)
        {
            Assert.Equal("hi", (await NextAsync()).Body);
            Assert.Empty(_aws.Sqs.Broker.Peek("letters"));
            return;
        }

        // The answer is looked at by another thread; the dead letter wakes who waits for it.
        Assert.Equal("hi", Assert.Single(await _aws.Sqs.ReceiveAsync(letters, wait: 20)).Body);
        Assert.Equal(0, _posts.Reader.Count);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task H28_a_client_can_verify_what_asks_to_confirm(string version)
    {
        await SubscribeAsync(await _aws.TopicAsync("orders", ("SignatureVersion", version)));
        using var body = JsonDocument.Parse((await _posts.Reader.ReadAsync()).Body);
        string Member(string name) => body.RootElement.GetProperty(name).GetString()!;

        using var http = new HttpClient(_aws.Sqs.Broker.Handler, disposeHandler: false);
        using var certificate = X509Certificate2.CreateFromPem(await http.GetStringAsync(new Uri(Member("SigningCertURL"))));
        using var key = certificate.GetRSAPublicKey()!;
        var text = string.Concat(new[] { "Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type" }
            .Select(name => $"{name}\n{Member(name)}\n"));

        Assert.Equal(version, Member("SignatureVersion"));
        Assert.True(key.VerifyData(
            Encoding.UTF8.GetBytes(text),
            Convert.FromBase64String(Member("Signature")),
            version == "1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task H30_an_endpoint_is_pending_until_it_confirms_and_its_token_lives_two_days()
    {
        var topic = await _aws.TopicAsync("orders");
        var told = (await SubscribeAsync(topic, ("ReturnSubscriptionArn", "true"))).Descendants("SubscriptionArn").Single().Value;
        var token = await TokenAsync();
        Assert.StartsWith(topic + ":", told, StringComparison.Ordinal);
        Assert.Equal("PendingConfirmation", await ListedAsync(topic));
        Assert.Equal("true", await AttributeAsync(told, "PendingConfirmation"));

        Assert.Equal(
            "400 InvalidParameter: Invalid parameter: Token", await _aws.ErrorAsync("ConfirmSubscription", ("TopicArn", topic), ("Token", "x")));
        var confirmed = await _aws.DoAsync("ConfirmSubscription", ("TopicArn", topic), ("Token", token));
        Assert.Equal(told, confirmed.Descendants("SubscriptionArn").Single().Value);
        Assert.Equal(told, await ListedAsync(topic));
        Assert.Equal("false", await AttributeAsync(told, "PendingConfirmation"));

        _aws.Sqs.Advance((2 * 86_400) + 1);
        Assert.StartsWith(
            "400 InvalidParameter: Invalid parameter: Token",
            await _aws.ErrorAsync("ConfirmSubscription", ("TopicArn", topic), ("Token", token)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task H30_subscribing_again_asks_a_pending_endpoint_again()
    {
        var topic = await _aws.TopicAsync("orders");
        await SubscribeAsync(topic);
        var first = await TokenAsync();

        await SubscribeAsync(topic);

        Assert.Equal(first, await TokenAsync());
        await _aws.DoAsync("ConfirmSubscription", ("TopicArn", topic), ("Token", first));
        await SubscribeAsync(topic);
        Assert.Equal(0, _posts.Reader.Count);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData((2 * 86_400) + 1, false)]
    public async Task B6_an_endpoint_that_was_unsubscribed_can_take_it_back_for_two_days(int seconds, bool canBe)
    {
        var topic = await SubscribedAsync();
        var arn = await ListedAsync(topic);
        await _aws.DoAsync("Unsubscribe", ("SubscriptionArn", arn));
        Assert.Empty((await _aws.DoAsync("ListSubscriptionsByTopic", ("TopicArn", topic))).Descendants("SubscriptionArn"));
        var token = await TokenAsync();
        _aws.Sqs.Advance(seconds);

        var (status, _) = await _aws.SendAsync("ConfirmSubscription", ("TopicArn", topic), ("Token", token));

        Assert.Equal(canBe ? HttpStatusCode.OK : HttpStatusCode.BadRequest, status);
        if (canBe)
        {
            Assert.Equal(arn, await ListedAsync(topic));
            await _aws.DoAsync("Publish", ("TopicArn", topic), ("Message", "again"));
            Assert.Contains("again", (await _posts.Reader.ReadAsync()).Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task B6_what_tells_of_the_end_is_no_dead_letter()
    {
        var letters = await _aws.QueueAsync("letters");
        var redrive = $$"""{"deadLetterTargetArn":"{{TopicFixture.QueueArn("letters")}}"}""";
        var topic = await SubscribedAsync(("RedrivePolicy", redrive));
        await _aws.DoAsync(
            "Subscribe", ("TopicArn", topic), ("Protocol", "http"), ("Endpoint", "http://example.test/other"),
            ("Attributes.entry.1.key", "RedrivePolicy"), ("Attributes.entry.1.value", redrive));
        await _aws.DoAsync("ConfirmSubscription", ("TopicArn", topic), ("Token", await TokenAsync()));
        var first = (await _aws.DoAsync("ListSubscriptionsByTopic", ("TopicArn", topic))).Descendants("member")
            .Single(each => each.Element("Endpoint")!.Value == "http://example.test/sns").Element("SubscriptionArn")!.Value;

        _posts.Answers.Enqueue(HttpStatusCode.NotFound);
        await _aws.DoAsync("Unsubscribe", ("SubscriptionArn", first));
        await _posts.Reader.ReadAsync();
        _posts.Answers.Enqueue(HttpStatusCode.NotFound);
        await _aws.DoAsync("Publish", ("TopicArn", topic), ("Message", "hi"));

        Assert.Contains("\"hi\"", Assert.Single(await _aws.Sqs.ReceiveAsync(letters, wait: 20)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B3_the_addresses_in_a_message_work_in_every_region()
    {
        using var http = new HttpClient(_aws.Sqs.Broker.Handler, disposeHandler: false);
        http.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization", "AWS4-HMAC-SHA256 Credential=key/20260101/eu-central-1/sns/aws4_request, SignedHeaders=host, Signature=0");
        async Task<string> SignedAsync(string query) => await http.GetStringAsync(new Uri(_aws.Sqs.Broker.Endpoint, "?" + query));
        await SignedAsync("Action=CreateTopic&Name=orders");
        const string Topic = "arn:aws:sns:eu-central-1:000000000000:orders";
        await SignedAsync($"Action=Subscribe&TopicArn={Topic}&Protocol=http&Endpoint=http%3A%2F%2Fexample.test%2Fsns");
        using var unsigned = new HttpClient(_aws.Sqs.Broker.Handler, disposeHandler: false);
        using var asked = JsonDocument.Parse((await _posts.Reader.ReadAsync()).Body);

        await unsigned.GetStringAsync(new Uri(asked.RootElement.GetProperty("SubscribeURL").GetString()!));
        Assert.Contains(Topic + ":", await SignedAsync($"Action=ListSubscriptionsByTopic&TopicArn={Topic}"), StringComparison.Ordinal);

        await SignedAsync($"Action=Publish&TopicArn={Topic}&Message=hi");
        using var notified = JsonDocument.Parse((await _posts.Reader.ReadAsync()).Body);
        await unsigned.GetStringAsync(new Uri(notified.RootElement.GetProperty("UnsubscribeURL").GetString()!));
        Assert.DoesNotContain("<SubscriptionArn>", await SignedAsync($"Action=ListSubscriptionsByTopic&TopicArn={Topic}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task B3_the_policy_that_counts_has_what_was_set_and_the_defaults()
    {
        var topic = await SubscribedAsync(("DeliveryPolicy", """{"healthyRetryPolicy":{"numRetries":7}}"""));
        await _aws.DoAsync(
            "SetTopicAttributes", ("TopicArn", topic), ("AttributeName", "DeliveryPolicy"),
            ("AttributeValue", """{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":5}}}"""));

        using var own = JsonDocument.Parse(await AttributeAsync(await ListedAsync(topic), "EffectiveDeliveryPolicy"));
        var retries = own.RootElement.GetProperty("healthyRetryPolicy");
        Assert.Equal(
            (7, 5, 20),
            (retries.GetProperty("numRetries").GetInt32(), retries.GetProperty("minDelayTarget").GetInt32(), retries.GetProperty("maxDelayTarget").GetInt32()));

        await _aws.DoAsync("SetTopicAttributes", ("TopicArn", topic), ("AttributeName", "DeliveryPolicy"), ("AttributeValue", ""));
        var attributes = await _aws.DoAsync("GetTopicAttributes", ("TopicArn", topic));
        using var whole = JsonDocument.Parse(
            attributes.Descendants("entry").Single(entry => entry.Element("key")!.Value == "EffectiveDeliveryPolicy").Element("value")!.Value);
        Assert.Equal(20, whole.RootElement.GetProperty("http").GetProperty("defaultHealthyRetryPolicy").GetProperty("minDelayTarget").GetInt32());
    }

    private async Task<string> SubscribedAsync(params (string Name, string Value)[] attributes)
    {
        var topic = await _aws.TopicAsync("orders");
        await SubscribeAsync(topic, [.. attributes.SelectMany((attribute, at) => new[]
        {
            ($"Attributes.entry.{at + 1}.key", attribute.Name), ($"Attributes.entry.{at + 1}.value", attribute.Value),
        })]);
        await _aws.DoAsync("ConfirmSubscription", ("TopicArn", topic), ("Token", await TokenAsync()));
        return topic;
    }

    private Task<System.Xml.Linq.XElement> SubscribeAsync(string topic, params (string, string)[] more) => _aws.DoAsync(
        "Subscribe", [("TopicArn", topic), ("Protocol", "http"), ("Endpoint", "http://example.test/sns"), .. more]);

    private async Task<string> TokenAsync()
    {
        using var body = JsonDocument.Parse((await _posts.Reader.ReadAsync()).Body);
        return body.RootElement.GetProperty("Token").GetString()!;
    }

    private async Task<string> ListedAsync(string topic) =>
        (await _aws.DoAsync("ListSubscriptionsByTopic", ("TopicArn", topic))).Descendants("SubscriptionArn").Single().Value;

    private async Task<string> AttributeAsync(string subscription, string name) =>
        (await _aws.DoAsync("GetSubscriptionAttributes", ("SubscriptionArn", subscription)))
            .Descendants("entry").Single(entry => entry.Element("key")!.Value == name).Element("value")!.Value;

    /// <summary>Waits until the pause after a failed attempt has begun, on another thread, and lets it pass.</summary>
    private async Task<Post> NextAsync()
    {
        var pause = TimeSpan.FromSeconds(20);
        await _aws.Sqs.Time.UntilSetAsync(pause);
        _aws.Sqs.Time.Advance(pause);
        return await _posts.Reader.ReadAsync();
    }
}
