using System.Net;
using Amazon.Runtime;

namespace Messaging.Aws.Tests;

/// <summary>What is tried again, by the SDK's own rules and by ours for SNS.</summary>
public sealed class RetryTests : IDisposable
{
    private const string Done = "<R/>";

    private readonly ScriptedService _service = new();

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("Throttled", HttpStatusCode.TooManyRequests)]
    [InlineData("Throttled", HttpStatusCode.BadRequest)]
    [InlineData("Throttling", HttpStatusCode.BadRequest)]
    [InlineData("KMSThrottling", HttpStatusCode.BadRequest)]
    [InlineData("Whatever", HttpStatusCode.TooManyRequests)]
    [InlineData("InternalError", HttpStatusCode.InternalServerError)]
    [InlineData("ServiceUnavailable", HttpStatusCode.ServiceUnavailable)]
    public async Task Sns_is_asked_again(string code, HttpStatusCode status)
    {
        _service.Answer(SnsError(code), status).Answer(Done);
        using var sns = _service.Sns(Config<SnsClientConfig>(1));

        await sns.DeleteTopicAsync("arn:t");

        Assert.Equal(2, _service.Requests.Count);
        Assert.Equal(_service.Requests[0].Text, _service.Requests[1].Text);
        Signature.Check(_service.Requests[1], "wJalrXUtnFEMI", "eu-central-1", "sns");
    }

    [Theory]
    [InlineData("InvalidParameter", HttpStatusCode.BadRequest)]
    [InlineData("AuthorizationError", HttpStatusCode.Forbidden)]
    [InlineData("NotFound", HttpStatusCode.NotFound)]
    public async Task Sns_is_not_asked_again(string code, HttpStatusCode status)
    {
        _service.Answer(SnsError(code), status);
        using var sns = _service.Sns(Config<SnsClientConfig>(3));

        var exception = await Assert.ThrowsAsync<SnsException>(() => sns.DeleteTopicAsync("arn:t"));

        Assert.Equal(code, exception.ErrorCode);
        Assert.Single(_service.Requests);
    }

    [Theory]
    [InlineData("ThrottlingException", HttpStatusCode.BadRequest)]
    [InlineData("Whatever", HttpStatusCode.TooManyRequests)]
    [InlineData("InternalException", HttpStatusCode.InternalServerError)]
    public async Task EventBridge_is_asked_again(string code, HttpStatusCode status)
    {
        _service.Answer($$"""{"__type":"{{code}}"}""", status).Answer("{}");
        using var client = _service.EventBridge(Config<EventBridgeClientConfig>(1));

        await client.DeleteRuleAsync(null, "r");

        Assert.Equal(2, _service.Requests.Count);
    }

    [Fact]
    public async Task Gives_up_after_as_many_attempts_as_it_was_told()
    {
        _service.Answer(SnsError("Throttled"), HttpStatusCode.TooManyRequests).Answer(SnsError("Throttled"), HttpStatusCode.TooManyRequests);
        using var sns = _service.Sns(Config<SnsClientConfig>(1));

        var exception = await Assert.ThrowsAsync<SnsException>(() => sns.DeleteTopicAsync("arn:t"));

        Assert.Equal(EntryFailureKind.Transient, AwsErrors.Classify(exception));
        Assert.Equal(2, _service.Requests.Count);
    }

    [Fact]
    public async Task Tries_again_in_the_adaptive_mode_too()
    {
        _service.Answer(SnsError("InternalError"), HttpStatusCode.InternalServerError).Answer(Done);
        var config = Config<SnsClientConfig>(1);
        config.RetryMode = RequestRetryMode.Adaptive;
        using var sns = _service.Sns(config);

        await sns.DeleteTopicAsync("arn:t");

        Assert.Equal(2, _service.Requests.Count);
    }

    [Fact]
    public async Task A_broken_connection_is_tried_again()
    {
        _service.Answer((_, _) => throw new HttpRequestException("reset", new IOException("reset"))).Answer(Done);
        using var sns = _service.Sns(Config<SnsClientConfig>(1));

        await sns.DeleteTopicAsync("arn:t");

        Assert.Equal(2, _service.Requests.Count);
    }

    [Fact]
    public async Task Cancelling_ends_a_request_that_waits()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _service.Answer(async (_, token) =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            throw new InvalidOperationException();
        });
        using var sns = _service.Sns(Config<SnsClientConfig>(3));
        using var source = new CancellationTokenSource();

        var sending = sns.DeleteTopicAsync("arn:t", source.Token);
        await arrived.Task;
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Single(_service.Requests);
    }

    [Fact]
    public async Task A_clock_that_is_ten_minutes_off_is_corrected()
    {
        var now = TimeProvider.System.GetUtcNow().AddMinutes(10);
        (string, string)[] date = [("Date", now.ToString("R"))];
        _service.Answer(SnsError("SignatureDoesNotMatch"), HttpStatusCode.Forbidden, date).Answer(Done, HttpStatusCode.OK, date);

        // The SDK keeps the correction by endpoint; no other test uses this one.
        var config = Config<SnsClientConfig>(1);
        config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName("ap-southeast-6");
        using var sns = _service.Sns(config);

        await sns.DeleteTopicAsync("arn:t");

        var signed = DateTime.ParseExact(_service.Requests[1].Headers["X-Amz-Date"], "yyyyMMddTHHmmssZ", null).ToUniversalTime();
        Assert.InRange(signed, now.UtcDateTime.AddMinutes(-1), now.UtcDateTime.AddMinutes(1));
        Signature.Check(_service.Requests[1], "wJalrXUtnFEMI", "ap-southeast-6", "sns");
    }

    [Fact]
    public async Task Temporary_credentials_send_their_token()
    {
        _service.Answer(Done);
        using var sns = new SnsClient(new SessionAWSCredentials("AKID", "secret", "token"), Config<SnsClientConfig>(0));

        await sns.DeleteTopicAsync("arn:t");

        Assert.Equal("token", _service.Request.Headers["X-Amz-Security-Token"]);
        Assert.Contains("x-amz-security-token", _service.Request.Headers["Authorization"], StringComparison.Ordinal);
        Signature.Check(_service.Request, "secret", "eu-central-1", "sns");
    }

    private static string SnsError(string code) =>
        $"<ErrorResponse><Error><Type>Receiver</Type><Code>{code}</Code><Message>m</Message></Error></ErrorResponse>";

    private TConfig Config<TConfig>(int retries)
        where TConfig : ClientConfig, new()
    {
        var config = _service.Config<TConfig>();
        config.MaxErrorRetry = retries;
        return config;
    }
}
