using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Xunit.Abstractions;

namespace Messaging.Local.Server.Tests;

public sealed class HardnessTests(RunningServer server, ITestOutputHelper output) : IClassFixture<RunningServer>, IAsyncLifetime
{
    private const int Polls = 10_000;
    private const int FewestPolls = 500;

    public async Task InitializeAsync() => (await server.Http.PostAsync(new Uri("reset", UriKind.Relative), null)).Dispose();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Ten_thousand_idle_long_polls_at_once_are_served()
    {
        using var process = await ServerProcess.StartAsync("--exact");
        using var control = await RawClient.ConnectAsync(process.Address);
        await control.SendAsync(RawClient.Request("CreateQueue", """{"QueueName":"orders"}"""));
        Assert.Contains("QueueUrl", await control.ReadAsync(), StringComparison.Ordinal);
        var (cpu, memory) = (process.Cpu, process.Memory);
        var polls = await PollAsync(process.Address);
        try
        {
            output.WriteLine(
                $"{polls.Count} long polls: {(process.Cpu - cpu).TotalMilliseconds:0} ms of the processor, " +
                $"{(process.Memory - memory) / 1024 / polls.Count} KiB each.");

            await control.SendAsync(RawClient.Request("SendMessage", """{"QueueUrl":"orders","MessageBody":"for one of them"}"""));
            Assert.Contains("MessageId", await control.ReadAsync(), StringComparison.Ordinal);
            Assert.True(await AnyIsAnsweredAsync(polls, "for one of them"));
        }
        finally
        {
            polls.ForEach(poll => poll.Dispose());
        }

        // All of them have hung up by now, and the next is served.
        await control.SendAsync(RawClient.Request("ListQueues", "{}"));
        Assert.Contains("orders", await control.ReadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("broker:4566", "http://broker:4566/000000000000/orders")]
    [InlineData("host.docker.internal:1", "http://host.docker.internal:1/000000000000/orders")]
    public async Task Addresses_of_queues_begin_as_the_client_called_the_server(string host, string address)
    {
        using var client = await RawClient.ConnectAsync(server.Address);
        await client.SendAsync(RawClient.Request("CreateQueue", """{"QueueName":"orders"}""", host));

        Assert.Contains($"\"{address}\"", await client.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_in_a_row_are_answered_in_their_order()
    {
        using var client = await RawClient.ConnectAsync(server.Address);
        await client.SendAsync(string.Concat(Enumerable.Range(0, 5)
            .Select(at => RawClient.Request("CreateQueue", $$"""{"QueueName":"orders-{{at}}"}"""))));
        var answers = string.Empty;
        while (!answers.Contains("orders-4", StringComparison.Ordinal))
        {
            answers += await client.ReadAsync();
        }

        Assert.Equal(
            Enumerable.Range(0, 5),
            Enumerable.Range(0, 5).OrderBy(at => answers.IndexOf($"/orders-{at}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_answer_does_not_wait_for_a_receive_that_waits_behind_it()
    {
        using var client = await RawClient.ConnectAsync(server.Address);
        await client.SendAsync(
            RawClient.Request("CreateQueue", """{"QueueName":"orders"}""") +
            RawClient.Request("ListQueues", "{}") +
            RawClient.Request("ReceiveMessage", """{"QueueUrl":"orders","WaitTimeSeconds":20}""") +
            RawClient.Request("ListQueues", "{}"));
        var answers = string.Empty;
        while (!answers.Contains("QueueUrls", StringComparison.Ordinal))
        {
            answers += await client.ReadAsync();
        }

        Assert.DoesNotContain("Messages", answers, StringComparison.Ordinal);
        server.Time.Advance(TimeSpan.FromSeconds(20));
        var rest = string.Empty;
        while (!rest.Contains("QueueUrls", StringComparison.Ordinal))
        {
            rest += await client.ReadAsync();
        }

        Assert.Contains("{}", rest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_and_patterns_that_are_made_to_be_slow_are_answered_and_others_too()
    {
        // A thousand alternatives, each about all of a long list, within lists.
        var each = string.Join(',', Enumerable.Range(0, 31).Select(at => $$"""{"x":[{{at}}]}"""));
        var pattern = $$$$"""{"detail":{"$or":[{{{{each}}}}],"y":{"$or":[{{{{each}}}}]}}}""";
        Assert.Contains("RuleArn", await EventsAsync("PutRule", new { Name = "slow", EventPattern = pattern }), StringComparison.Ordinal);
        var numbers = string.Join(',', Enumerable.Repeat("99", 100_000));
        var detail = $$$"""{"x":{{{new string('[', 900)}}}{{{numbers}}}{{{new string(']', 900)}}},"y":{"x":[{{{numbers}}}]}}""";

        var slow = EventsAsync("PutEvents", Event(detail));
        var names = EventsAsync("PutEvents", Event($$"""{"{{string.Join('.', Enumerable.Repeat("a", 300_000))}}":1}"""));

        Assert.Contains("ready", await server.Http.GetStringAsync(new Uri("health", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains("EventId", await slow, StringComparison.Ordinal);
        Assert.Contains("EventId", await names, StringComparison.Ordinal);
        Assert.Equal(2, server.Broker.FindEventBus("default")!.UnmatchedEvents);
    }

    [Fact]
    public async Task The_clock_is_moved_by_request()
    {
        var before = server.Broker.Now;
        using var moved = await PostAsync("clock", """{"seconds":86400}""");

        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
        Assert.True(server.Broker.Now - before >= TimeSpan.FromDays(1));
        Assert.StartsWith("{\"now\":\"", await server.Http.GetStringAsync(new Uri("clock", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"seconds":"1"}""")]
    [InlineData("""{"seconds":1e300}""")]
    [InlineData("""{"seconds":1,"minutes":2}""")]
    [InlineData("x")]
    public async Task A_jump_that_makes_no_sense_is_refused(string jump)
    {
        using var answer = await PostAsync("clock", jump);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"error\":", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_of_deliveries_of_one_queue_are_set_by_request()
    {
        using var added = await PostAsync("faults", """{"kind":"DuplicateDelivery","resource":"orders","probability":0.5}""");

        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        Assert.Equal("orders", Assert.Single(server.Broker.Faults.List()).Resource);
        using var wrong = await PostAsync("faults", """{"kind":"Throttle","resource":1}""");
        Assert.Contains("resource is a text, not 1.", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<List<RawClient>> PollAsync(Uri address)
    {
        var polls = new List<RawClient>();
        try
        {
            while (polls.Count < Polls)
            {
                polls.Add(await RawClient.ConnectAsync(address));
                await polls[^1].SendAsync(RawClient.Request("ReceiveMessage", """{"QueueUrl":"orders","WaitTimeSeconds":20}"""));
            }
        }
        catch (SocketException) when (polls.Count >= FewestPolls)
        {
            // The machine lets a process open no more files than these.
        }

        return polls;
    }

    private static async Task<bool> AnyIsAnsweredAsync(List<RawClient> polls, string body)
    {
        await foreach (var read in Task.WhenEach(polls.Select(poll => poll.ReadAsync())))
        {
            if ((await read).Contains(body, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static object Event(string detail) => new { Entries = new[] { new { Source = "s", DetailType = "t", Detail = detail } } };

    private async Task<string> EventsAsync(string action, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Address) { Content = new StringContent(JsonSerializer.Serialize(body)) };
        request.Headers.Add("X-Amz-Target", "AWSEvents." + action);
        using var answer = await server.Http.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body)
    {
        using var content = new StringContent(body);
        return await server.Http.PostAsync(new Uri(path, UriKind.Relative), content);
    }
}
