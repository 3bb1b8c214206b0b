using System.Net;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Messaging.Local.Server.Tests;

/// <summary>Each kind of fault, as it is asked for over HTTP and as a client meets it.</summary>
public sealed class FaultRequestTests(RunningServer server) : IClassFixture<RunningServer>, IAsyncLifetime
{
    private readonly AmazonSQSClient _sqs = new(
        new BasicAWSCredentials("local", "local"),
        new AmazonSQSConfig { ServiceURL = server.Address.AbsoluteUri, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    private string _queue = string.Empty;

    public async Task InitializeAsync()
    {
        (await server.Http.PostAsync(new Uri("reset", UriKind.Relative), null)).Dispose();
        _queue = (await _sqs.CreateQueueAsync("orders")).QueueUrl;
    }

    public Task DisposeAsync()
    {
        _sqs.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("Throttle", HttpStatusCode.BadRequest, "RequestThrottled")]
    [InlineData("ServerError", HttpStatusCode.InternalServerError, "InternalFailure")]
    public async Task A_request_is_refused(string kind, HttpStatusCode status, string code)
    {
        await AddAsync($$"""{"kind":"{{kind}}","action":"SendMessage","times":1}""");

        var error = await Assert.ThrowsAnyAsync<AmazonSQSException>(() => _sqs.SendMessageAsync(_queue, "m"));

        Assert.Equal((status, code), (error.StatusCode, error.ErrorCode));
        Assert.Equal(0, Total());
        await _sqs.SendMessageAsync(_queue, "m");
    }

    [Fact]
    public async Task Entries_of_batches_fail()
    {
        await AddAsync("""{"kind":"FailEntry","times":2}""");

        var answer = await _sqs.SendMessageBatchAsync(
            _queue, [.. Enumerable.Range(0, 5).Select(at => new SendMessageBatchRequestEntry($"{at}", "m"))]);

        Assert.Equal((2, 3), (answer.Failed.Count, answer.Successful.Count));
        Assert.Equal(3, Total());
    }

    [Theory]
    [InlineData("DropRequest", false)]
    [InlineData("DropResponse", true)]
    public async Task The_connection_breaks_before_or_after_the_effect(string kind, bool hasEffect)
    {
        await AddAsync($$"""{"kind":"{{kind}}","action":"SendMessage"}""");

        await Assert.ThrowsAnyAsync<Exception>(() => _sqs.SendMessageAsync(_queue, "m"));

        // HttpClient may have tried again by itself, on another connection.
        var happened = Assert.Single(server.Broker.Faults.List()).Happened;
        Assert.True(happened > 0);
        Assert.Equal(hasEffect ? happened : 0, Total());
    }

    [Fact]
    public async Task A_request_waits_by_the_brokers_clock()
    {
        await AddAsync("""{"kind":"Delay","action":"SendMessage","seconds":3600}""");

        var sending = _sqs.SendMessageAsync(_queue, "m");
        while (!(await GetFaultsAsync()).Contains("\"happened\":1", StringComparison.Ordinal))
        {
        }

        Assert.Equal(0, Total());
        while (!sending.IsCompleted)
        {
            server.Time.Advance(TimeSpan.FromHours(1));
            await GetFaultsAsync();
        }

        await sending;
        Assert.Equal(1, Total());
    }

    [Fact]
    public async Task A_message_is_delivered_twice()
    {
        await AddAsync("""{"kind":"DuplicateDelivery","resource":"orders","times":1}""");
        await _sqs.SendMessageAsync(_queue, "m");

        var first = await _sqs.ReceiveMessageAsync(_queue);
        var second = await _sqs.ReceiveMessageAsync(_queue);

        Assert.Equal(first.Messages.Single().MessageId, second.Messages.Single().MessageId);
        Assert.Null((await _sqs.ReceiveMessageAsync(_queue)).Messages);
    }

    [Fact]
    public async Task A_message_is_passed_over()
    {
        await AddAsync("""{"kind":"ReorderDelivery","resource":"orders","times":1}""");
        for (var at = 0; at < 5; at++)
        {
            await _sqs.SendMessageAsync(_queue, $"{at}");
        }

        Assert.NotEqual("0", (await _sqs.ReceiveMessageAsync(_queue)).Messages.Single().Body);
        Assert.Equal("0", (await _sqs.ReceiveMessageAsync(_queue)).Messages.Single().Body);
    }

    [Fact]
    public async Task A_delivery_of_a_topic_fails_and_is_tried_again()
    {
        const string Arn = "arn:aws:sqs:us-east-1:000000000000:orders";
        const string Topic = "arn:aws:sns:us-east-1:000000000000:events";
        await _sqs.SetQueueAttributesAsync(_queue, new()
        {
            ["Policy"] = $$"""{"Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"{{Arn}}"}]}""",
        });
        await SnsAsync("CreateTopic", ("Name", "events"));
        await SnsAsync("Subscribe", ("TopicArn", Topic), ("Protocol", "sqs"), ("Endpoint", Arn));
        await AddAsync("""{"kind":"FailDelivery","resource":"events","times":4}""");

        await SnsAsync("Publish", ("TopicArn", Topic), ("Message", "m"));

        // Three times at once, and then after a second.
        Assert.Equal(0, Total());
        while (Total() == 0)
        {
            server.Time.Advance(TimeSpan.FromSeconds(1));
            await GetFaultsAsync();
        }

        Assert.Contains("\"happened\":4", await GetFaultsAsync(), StringComparison.Ordinal);
    }

    private int Total() => server.Broker.FindQueue("orders")!.Total;

    private Task<string> GetFaultsAsync() => server.Http.GetStringAsync(new Uri("faults", UriKind.Relative));

    private async Task AddAsync(string fault)
    {
        using var content = new StringContent(fault);
        using var answer = await server.Http.PostAsync(new Uri("faults", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    private async Task SnsAsync(string action, params (string Name, string Value)[] members)
    {
        using var content = new FormUrlEncodedContent(
            members.Append(("Action", action)).Select(member => KeyValuePair.Create(member.Item1, member.Item2)));
        using var answer = await server.Http.PostAsync(server.Address, content);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
