using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.Runtime;
using Amazon.SQS;

namespace Messaging.Local.Server.Tests;

public sealed class ServerTests(RunningServer server) : IClassFixture<RunningServer>, IAsyncLifetime
{
    public async Task InitializeAsync() => (await server.Http.PostAsync(new Uri("reset", UriKind.Relative), null)).Dispose();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_client_of_AWS_reaches_queues_at_the_address_that_it_used()
    {
        using var sqs = Client();
        var queue = (await sqs.CreateQueueAsync("orders")).QueueUrl;
        await sqs.SendMessageAsync(queue, "hello");

        Assert.Equal($"{server.Address}000000000000/orders", queue);
        Assert.Equal("hello", Assert.Single((await sqs.ReceiveMessageAsync(queue)).Messages).Body);
    }

    [Fact]
    public async Task Health_reset_and_their_names_elsewhere_answer()
    {
        using var sqs = Client();
        await sqs.CreateQueueAsync("orders");
        Assert.Contains("\"status\":\"ready\"", await GetAsync("health"), StringComparison.Ordinal);
        Assert.Contains("\"queues\":1", await GetAsync("health"), StringComparison.Ordinal);
        Assert.Contains("\"sqs\":\"running\",\"sns\":\"running\",\"events\":\"running\"", await GetAsync("_localstack/health"), StringComparison.Ordinal);

        using var reset = await server.Http.PostAsync(new Uri("moto-api/reset", UriKind.Relative), null);

        Assert.Equal("""{"status":"ok"}""", await reset.Content.ReadAsStringAsync());
        Assert.Empty(server.Broker.ListQueues());
    }

    [Theory]
    [InlineData("health")]
    [InlineData("_localstack/health")]
    public async Task Health_is_told_to_who_asks_for_the_head_alone_as_checks_of_containers_do(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative));
        using var answer = await server.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_process_of_a_function_is_invoked_for_a_queue_and_answers_over_http()
    {
        using var sqs = Client();
        var queue = (await sqs.CreateQueueAsync("orders")).QueueUrl;
        using var created = await PostAsync("2015-03-31/functions", """{"FunctionName":"orders","Timeout":30}""");
        using var mapped = await PostAsync(
            "2015-03-31/event-source-mappings/",
            """{"FunctionName":"orders","EventSourceArn":"arn:aws:sqs:us-east-1:000000000000:orders","FunctionResponseTypes":["ReportBatchItemFailures"]}""");
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Accepted), (created.StatusCode, mapped.StatusCode));
        var next = server.Http.GetAsync(new Uri("functions/orders/2018-06-01/runtime/invocation/next", UriKind.Relative));
        await sqs.SendMessageAsync(queue, "hello");

        using var invocation = await next;
        var id = Assert.Single(invocation.Headers.GetValues("Lambda-Runtime-Aws-Request-Id"));
        using var answered = await PostAsync($"functions/orders/2018-06-01/runtime/invocation/{id}/response", """{"batchItemFailures":[]}""");

        Assert.Contains("\"body\":\"hello\"", await invocation.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, answered.StatusCode);

        // The answer is acknowledged before the message is deleted.
        while (server.Broker.Ledger.Count("orders", LedgerEvent.Deleted) == 0)
        {
            await GetAsync("health");
        }

        Assert.Equal(0, server.Broker.FindQueue("orders")!.Total);
    }

    [Fact]
    public async Task Faults_are_added_listed_and_removed_by_request()
    {
        using var sqs = Client();
        var queue = (await sqs.CreateQueueAsync("orders")).QueueUrl;
        using var added = await PostAsync("faults", """{"kind":"Throttle","action":"SendMessage","times":1}""");
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);

        var error = await Assert.ThrowsAnyAsync<AmazonSQSException>(() => sqs.SendMessageAsync(queue, "m"));
        await sqs.SendMessageAsync(queue, "m");

        Assert.Equal("RequestThrottled", error.ErrorCode);
        Assert.Contains("\"happened\":1", await GetAsync("faults"), StringComparison.Ordinal);
        (await server.Http.DeleteAsync(new Uri("faults", UriKind.Relative))).Dispose();
        Assert.Equal("""{"faults":[]}""", await GetAsync("faults"));
    }

    [Theory]
    [InlineData("""{"kind":"Nonsense"}""", "'Nonsense' is not a kind of fault")]
    [InlineData("""{"kind":"Throttle","probability":2}""", "A probability is from 0 to 1, not 2.")]
    [InlineData("""{"kind":"Throttle","probabilty":1}""", "'probabilty' is not a member of a fault")]
    [InlineData("[1]", "A fault is a JSON object")]
    [InlineData("{", "")]
    public async Task A_fault_that_makes_no_sense_is_refused(string fault, string reason)
    {
        using var answer = await PostAsync("faults", fault);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync())
            .RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_is_broken_where_a_fault_says_so()
    {
        using var sqs = Client();
        var queue = (await sqs.CreateQueueAsync("orders")).QueueUrl;
        server.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.DropResponse, Action = "SendMessage" });

        await Assert.ThrowsAnyAsync<Exception>(() => sqs.SendMessageAsync(queue, "m"));

        server.Broker.Faults.Clear();
        Assert.Equal("m", Assert.Single((await sqs.ReceiveMessageAsync(queue)).Messages).Body);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_and_others_are_answered()
    {
        using var content = new ByteArrayContent(new byte[9 * 1024 * 1024]);
        try
        {
            using var answer = await server.Http.PostAsync(server.Address, content);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        }
        catch (HttpRequestException)
        {
            // The server may close the connection before all of the body has been sent.
        }

        await GetAsync("health");
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("GET / HTTP/9.9\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: AmazonSQS.SendMessage\r\nContent-Length: 3\r\n\r\n{{{")]
    [InlineData("GET /?Action=%ZZ&&=&a=%FF%FE HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("BREW /coffee HTTP/1.0\r\n\r\n")]
    public async Task Bytes_that_are_no_sensible_request_get_an_error_and_others_are_answered(string bytes)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Address.Host, server.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(bytes));
        using var reader = new StreamReader(stream, Encoding.ASCII);

        var status = await reader.ReadLineAsync();

        Assert.Matches("^HTTP/1\\.[01] [45]0[0-9] ", status);
        Assert.DoesNotContain(" 500 ", status, StringComparison.Ordinal);
        await GetAsync("health");
    }

    [Fact]
    public async Task A_header_bomb_is_refused_and_others_are_answered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("health", UriKind.Relative));
        request.Headers.Add("x-bomb", new string('x', 64 * 1024));
        try
        {
            using var answer = await server.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, answer.StatusCode);
        }
        catch (HttpRequestException)
        {
            // The server may close the connection before all of the header has been sent.
        }

        await GetAsync("health");
    }

    [Fact]
    public async Task Many_idle_long_polls_do_not_keep_others_waiting()
    {
        using var sqs = Client();
        var queue = (await sqs.CreateQueueAsync("orders")).QueueUrl;
        using var stop = new CancellationTokenSource();
        var polls = Enumerable.Range(0, 500)
            .Select(_ => sqs.ReceiveMessageAsync(
                new Amazon.SQS.Model.ReceiveMessageRequest(queue) { WaitTimeSeconds = 20 }, stop.Token))
            .ToList();

        Assert.Contains("ready", await GetAsync("health"), StringComparison.Ordinal);
        await sqs.SendMessageAsync(queue, "for one of them");
        var answered = await await Task.WhenAny(polls);

        Assert.Equal("for one of them", Assert.Single(answered.Messages).Body);
        await stop.CancelAsync();
        await Task.WhenAll(polls.Select(poll => poll.ContinueWith(_ => { }, TaskScheduler.Default)));
    }

    private AmazonSQSClient Client() => new(
        new BasicAWSCredentials("local", "local"),
        new AmazonSQSConfig { ServiceURL = server.Address.AbsoluteUri, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    private Task<string> GetAsync(string path) => server.Http.GetStringAsync(new Uri(path, UriKind.Relative));

    private async Task<HttpResponseMessage> PostAsync(string path, string body)
    {
        using var content = new StringContent(body);
        return await server.Http.PostAsync(new Uri(path, UriKind.Relative), content);
    }
}
