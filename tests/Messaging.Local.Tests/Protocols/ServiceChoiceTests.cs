using System.Net;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Messaging.Local.Tests;

/// <summary>One endpoint is all services: each request gets the answer, and the form of errors, of the one it means.</summary>
public sealed class ServiceChoiceTests : IDisposable
{
    private const string Root = "http://localhost/";
    private const string Sns = "http://sns.amazonaws.com/doc/2010-03-31/";
    private const string Sts = "https://sts.amazonaws.com/doc/2011-06-15/";

    private readonly BrokerFixture _sqs = new();
    private readonly HttpClient _http;

    public ServiceChoiceTests() => _http = new HttpClient(_sqs.Broker.Handler, disposeHandler: false);

    public void Dispose()
    {
        _http.Dispose();
        _sqs.Dispose();
    }

    [Theory]
    [InlineData("?Action=Fly&Version=2010-03-31", null, null, Sns)]
    [InlineData("?Action=Fly&Version=2012-11-05", null, null, QueryRequests.Sqs)]
    [InlineData("?Action=Fly&Version=2012-11-05", "sns", null, QueryRequests.Sqs)]
    [InlineData("?Action=Fly&Version=2009-02-01", null, "sns.us-east-1.amazonaws.com", QueryRequests.Sqs)]
    [InlineData("?Action=Fly", "sns", null, Sns)]
    [InlineData("?Action=Fly", "sqs", "sns.us-east-1.amazonaws.com", QueryRequests.Sqs)]
    [InlineData("?Action=Fly", null, "sns.us-east-1.amazonaws.com", Sns)]
    [InlineData("?Action=Fly", null, null, QueryRequests.Sqs)]
    [InlineData("?Action=Fly&Version=2011-06-15", "sns", null, Sts)]
    [InlineData("?Action=Fly", "sts", null, Sts)]
    [InlineData("?Action=Fly&X-Amz-Credential=key%2F20260101%2Fus-east-1%2Fsns%2Faws4_request", null, null, Sns)]
    public async Task A_query_means_the_service_of_its_version_or_its_signature_or_its_host(
        string query, string? signedFor, string? host, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Root + query);
        request.Headers.Host = host;
        if (signedFor is not null)
        {
            request.Headers.TryAddWithoutValidation(
                "Authorization",
                $"AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/{signedFor}/aws4_request, SignedHeaders=host, Signature=00");
        }

        using var answer = await _http.SendAsync(request);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"<ErrorResponse xmlns=\"{expected}\">", text, StringComparison.Ordinal);
        Assert.Contains("<Code>InvalidAction</Code><Message>The action Fly is not valid for this endpoint.</Message>", text, StringComparison.Ordinal);
    }

    /// <summary>An application that publishes to a topic by its name asks for the account first.</summary>
    [Fact]
    public async Task A_client_that_asks_who_it_is_gets_the_account()
    {
        using var client = new AmazonSecurityTokenServiceClient(
            new BasicAWSCredentials("local", "local"),
            new AmazonSecurityTokenServiceConfig
            {
                ServiceURL = _sqs.Broker.Endpoint.AbsoluteUri,
                AuthenticationRegion = "eu-west-1",
                HttpClientFactory = new BrokerFixture.InMemoryClients(_sqs.Broker.Handler),
            });

        var caller = await client.GetCallerIdentityAsync(new GetCallerIdentityRequest());

        Assert.Equal(("000000000000", "arn:aws:iam::000000000000:user/local"), (caller.Account, caller.Arn));
    }

    [Theory]
    [InlineData("dynamodb", "DynamoDB_20120810.ListTables", "application/x-amz-json-1.0", "{", "\"__type\":\"NotImplemented\"")]
    [InlineData("scheduler", null, "application/json", "{", "\"__type\":\"NotImplemented\"")]
    [InlineData("iam", null, "application/x-www-form-urlencoded", "<ErrorResponse>", "<Code>NotImplemented</Code>")]
    [InlineData("s3", null, null, "<Error>", "<Code>NotImplemented</Code>")]
    public async Task A_request_for_another_service_hears_in_its_own_form_that_it_is_not_here(
        string service, string? target, string? sent, string start, string code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Root) { Content = new StringContent("Action=ListUsers") };
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", target is null ? [] : [target]);
        request.Content.Headers.ContentType = sent is null ? null : new(sent);

        using var answer = await _http.SendAsync(request);

        var body = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.NotImplemented, answer.StatusCode);
        Assert.StartsWith(start, body.Replace("<?xml version=\"1.0\"?>", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(code, body, StringComparison.Ordinal);
        Assert.Contains($"'{service}' is not part of this broker", body.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AmazonSQS.Fly", null, "application/x-amz-json-1.0", "com.amazon.coral.service#UnknownOperationException")]
    [InlineData("AWSEvents.Fly", null, "application/x-amz-json-1.1", "UnknownOperationException")]
    [InlineData("AWSLambda.Fly", "application/x-amz-json-1.1", "application/x-amz-json-1.1", "UnknownOperationException")]
    [InlineData("SendMessage", "application/x-amz-json-1.0", "application/x-amz-json-1.0", "com.amazon.coral.service#UnknownOperationException")]
    public async Task A_target_means_the_service_that_it_names(string target, string? sent, string expected, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Root) { Content = new StringContent("{}") };
        request.Headers.Add("X-Amz-Target", target);
        request.Content.Headers.ContentType = sent is null ? null : new(sent);

        using var answer = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(expected, answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains($"\"__type\":\"{type}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(expected.EndsWith("1.0", StringComparison.Ordinal), answer.Headers.Contains("x-amzn-query-error"));
        Assert.True(Guid.TryParse(answer.Headers.GetValues("x-amzn-RequestId").Single(), out _));
    }

    [Theory]
    [InlineData(LocalBrokerFaultKind.Throttle, "Version=2012-11-05", 400, "RequestThrottled", "Sender")]
    [InlineData(LocalBrokerFaultKind.Throttle, "Version=2010-03-31", 429, "Throttled", "Sender")]
    [InlineData(LocalBrokerFaultKind.ServerError, "Version=2012-11-05", 500, "InternalFailure", "Receiver")]
    [InlineData(LocalBrokerFaultKind.ServerError, "Version=2010-03-31", 500, "InternalError", "Receiver")]
    public async Task Faults_fail_queries_in_the_form_of_their_service(
        LocalBrokerFaultKind kind, string version, int status, string code, string type)
    {
        _sqs.Broker.Faults.Add(new LocalBrokerFault { Kind = kind });

        var answer = await _http.GetQueryAsync($"{Root}?Action=AddPermission&{version}");

        Assert.Equal((status, code, type), (answer.Status, answer.Error, answer["Type"]));
    }

    [Theory]
    [InlineData(LocalBrokerFaultKind.Throttle, 400, "ThrottlingException")]
    [InlineData(LocalBrokerFaultKind.ServerError, 500, "InternalException")]
    public async Task Faults_fail_requests_to_EventBridge_in_its_form(LocalBrokerFaultKind kind, int status, string type)
    {
        _sqs.Broker.Faults.Add(new LocalBrokerFault { Kind = kind });
        using var request = new HttpRequestMessage(HttpMethod.Post, Root) { Content = new StringContent("{}") };
        request.Headers.Add("X-Amz-Target", "AWSEvents.PutEvents");

        using var answer = await _http.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains($"\"__type\":\"{type}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("x-amzn-query-error"));
    }

    [Fact]
    public async Task Requests_of_both_protocols_are_counted_and_failed_by_action()
    {
        await _sqs.CreateAsync("orders");
        var fault = _sqs.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.Throttle, Action = "SendMessage", Times = 1 });

        var first = await _http.PostFormAsync(Root, ("Action", "SendMessage"), ("QueueUrl", "orders"), ("MessageBody", "hi"));
        var second = await _http.PostFormAsync(Root, ("Action", "SendMessage"), ("QueueUrl", "orders"), ("MessageBody", "hi"));
        await _sqs.SendAsync("orders", "hi");

        Assert.Equal(("RequestThrottled", 200, 1), (first.Error, second.Status, fault.Happened));
        Assert.Equal(3, _sqs.Broker.Requests.Count("SendMessage"));
        Assert.Equal(2, _sqs.Broker.Requests.Messages("SendMessage"));
    }
}
