using System.Net;
using Amazon.Runtime;

namespace Messaging.Aws.Tests;

/// <summary>What the SNS client reads: answers as recorded from the service.</summary>
public sealed class SnsAnswerTests : IDisposable
{
    private const string Topic = "arn:aws:sns:eu-central-1:123456789012:orders";
    private const string Namespace = "xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"";

    private readonly ScriptedService _service = new();
    private readonly SnsClient _sns;

    public SnsAnswerTests()
    {
        var config = _service.Config<SnsClientConfig>();
        config.MaxErrorRetry = 0;
        _sns = _service.Sns(config);
    }

    public void Dispose()
    {
        _sns.Dispose();
        _service.Dispose();
    }

    [Fact]
    public async Task Reads_a_receipt()
    {
        _service.Answer($"""
            <?xml version="1.0" encoding="UTF-8"?>
            <PublishResponse {Namespace}>
              <PublishResult>
                <MessageId>94f20ce6-13c5-43a0-9a9e-ca52d816e90b</MessageId>
                <SequenceNumber>10000000000000003000</SequenceNumber>
              </PublishResult>
              <ResponseMetadata><RequestId>f187a3c1-376f-11df-8963-01868b7c937a</RequestId></ResponseMetadata>
            </PublishResponse>
            """);

        var receipt = await _sns.PublishAsync(Topic, new TopicEntry { Message = "x" });

        Assert.Equal(("94f20ce6-13c5-43a0-9a9e-ca52d816e90b", "10000000000000003000"), (receipt.MessageId, receipt.SequenceNumber));
    }

    [Fact]
    public async Task Answers_a_batch_in_the_order_of_its_entries()
    {
        _service.Answer($"""
            <PublishBatchResponse {Namespace}><PublishBatchResult>
            <Failed><member><Id>1</Id><Code>InvalidParameter</Code><Message>Invalid parameter: &lt;x&gt; &amp; y</Message>
            <SenderFault>true</SenderFault></member></Failed>
            <Successful><member><Id>2</Id><MessageId>c</MessageId><SequenceNumber>7</SequenceNumber></member>
            <member><MessageId>a</MessageId><Id>0</Id></member></Successful>
            </PublishBatchResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishBatchResponse>
            """);

        var answers = await _sns.PublishBatchAsync(Topic, [.. Enumerable.Repeat(new TopicEntry { Message = "x" }, 4)]);

        Assert.Equal(("a", (string?)null), (answers[0].Receipt!.MessageId, answers[0].Receipt!.SequenceNumber));
        Assert.Equal(
            ("InvalidParameter", "Invalid parameter: <x> & y", true),
            (answers[1].Error!.Code, answers[1].Error!.Message, answers[1].Error!.IsSenderFault));
        Assert.Equal(("c", "7"), (answers[2].Receipt!.MessageId, answers[2].Receipt!.SequenceNumber));
        Assert.False(answers[3].IsAccepted);
        Assert.Equal(("InternalFailure", false), (answers[3].Error!.Code, answers[3].Error!.IsSenderFault));
    }

    [Fact]
    public async Task Reads_attributes()
    {
        _service.Answer($"""
            <GetTopicAttributesResponse {Namespace}><GetTopicAttributesResult><Attributes>
            <entry><key>Owner</key><value>123456789012</value></entry>
            <entry><key>Policy</key><value>{"{&quot;Version&quot;:&quot;2008-10-17&quot;}"}</value></entry>
            <entry><key>DisplayName</key><value/></entry><entry><key>Empty</key><value></value></entry>
            </Attributes></GetTopicAttributesResult></GetTopicAttributesResponse>
            """);

        var attributes = await _sns.GetTopicAttributesAsync(Topic);

        Assert.Equal(4, attributes.Count);
        Assert.Equal("""{"Version":"2008-10-17"}""", attributes["Policy"]);
        Assert.Equal(("", ""), (attributes["DisplayName"], attributes["Empty"]));
    }

    [Theory]
    [InlineData("<Subscriptions/>")]
    [InlineData("<Subscriptions></Subscriptions>")]
    [InlineData("")]
    public async Task Reads_an_empty_list(string list)
    {
        _service.Answer($"<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult>{list}</ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>");
        Assert.Empty(await _sns.ListSubscriptionsByTopicAsync(Topic));
    }

    [Fact]
    public async Task Throws_the_services_error()
    {
        _service.Answer(
            $"""
            <ErrorResponse {Namespace}>
              <Error><Type>Sender</Type><Code>NotFound</Code><Message>Topic does not exist</Message></Error>
              <RequestId>9dd01905-5012-5f99-8663-4b3ecd0dfaef</RequestId>
            </ErrorResponse>
            """,
            HttpStatusCode.NotFound);

        var exception = await Assert.ThrowsAsync<SnsException>(() => _sns.DeleteTopicAsync(Topic));

        Assert.Equal(("NotFound", "Topic does not exist"), (exception.ErrorCode, exception.Message));
        Assert.Equal((HttpStatusCode.NotFound, ErrorType.Sender), (exception.StatusCode, exception.ErrorType));
        Assert.Equal("9dd01905-5012-5f99-8663-4b3ecd0dfaef", exception.RequestId);
        Assert.Equal(EntryFailureKind.Permanent, AwsErrors.Classify(exception));
    }

    [Theory]
    [InlineData("<html><body>Bad Gateway</body>", HttpStatusCode.BadGateway, "BadGateway")]
    [InlineData("", HttpStatusCode.ServiceUnavailable, "ServiceUnavailable")]
    [InlineData("{\"message\":\"no\"}", HttpStatusCode.Forbidden, "Forbidden")]
    public async Task Understands_what_is_no_error_document(string body, HttpStatusCode status, string code)
    {
        _service.Answer(body, status, ("x-amzn-RequestId", "r-1"));

        var exception = await Assert.ThrowsAsync<SnsException>(() => _sns.DeleteTopicAsync(Topic));

        Assert.Equal((code, status, "r-1"), (exception.ErrorCode, exception.StatusCode, exception.RequestId));
        Assert.Contains($"{(int)status}", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<PublishResponse><PublishResult><MessageId>a")]
    [InlineData("<PublishResponse><PublishResult/></PublishResponse>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><PublishResponse><PublishResult><MessageId>&a;</MessageId></PublishResult></PublishResponse>")]
    [InlineData("<PublishResponse><PublishResult><MessageId>&nbsp;</MessageId></PublishResult></PublishResponse>")]
    public async Task A_malformed_answer_is_an_error_without_its_body(string body)
    {
        _service.Answer(body, HttpStatusCode.OK, ("x-amzn-RequestId", "r-1"));

        var exception = await Assert.ThrowsAsync<AmazonUnmarshallingException>(
            () => _sns.PublishAsync(Topic, new TopicEntry { Message = "secret" }));

        Assert.Equal("r-1", exception.RequestId);
        Assert.IsType<FormatException>(exception.InnerException);
    }
}
