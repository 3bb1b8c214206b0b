using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Messaging.Local.Tests;

/// <summary>A broker in fake time, and a plain client of AWS JSON 1.1 in front of its event buses.</summary>
public sealed class RoutingFixture : IDisposable
{
    private readonly HttpClient _http;

    public RoutingFixture() => _http = new HttpClient(Sns.Sqs.Broker.Handler, disposeHandler: false);

    public TopicFixture Sns { get; } = new();

    public BrokerFixture Sqs => Sns.Sqs;

    public async Task<(int Status, JsonNode Answer)> SendAsync(string action, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Sqs.Broker.Endpoint)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json)),
        };
        request.Headers.Add("X-Amz-Target", $"AWSEvents.{action}");
        using var answer = await _http.SendAsync(request);
        Assert.Equal("application/x-amz-json-1.1", answer.Content.Headers.ContentType!.MediaType);
        Assert.False(answer.Headers.Contains("x-amzn-query-error"));
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, JsonNode.Parse(text.Length == 0 ? "{}" : text)!);
    }

    public async Task<JsonNode> DoAsync(string action, string json)
    {
        var (status, answer) = await SendAsync(action, json);
        Assert.True(status == 200, answer.ToJsonString());
        return answer;
    }

    public async Task<string> ErrorAsync(string action, string json)
    {
        var (status, answer) = await SendAsync(action, json);
        Assert.NotEqual(200, status);
        return $"{status} {answer["__type"]}: {answer["message"]}";
    }

    public async Task<string> RuleAsync(string name, string pattern, params string[] targets)
    {
        var rule = await DoAsync("PutRule", $$"""{"Name":"{{name}}","EventPattern":{{JsonSerializer.Serialize(pattern)}}}""");
        if (targets.Length > 0)
        {
            await DoAsync("PutTargets", $$"""{"Rule":"{{name}}","Targets":[{{string.Join(',', targets)}}]}""");
        }

        return rule["RuleArn"]!.ToString();
    }

    public Task<string> QueueAsync(string name) =>
        Sqs.CreateAsync(name, ("Policy", TopicFixture.Policy(name, "events.amazonaws.com")));

    public static string Target(string queue, string more = "") =>
        $$"""{"Id":"{{queue.Replace('.', '-')}}","Arn":"{{TopicFixture.QueueArn(queue)}}"{{more}}}""";

    public Task<JsonNode> PutAsync(string detail, string source = "shop", string type = "OrderPlaced", string more = "") => DoAsync(
        "PutEvents",
        $$"""{"Entries":[{"Source":"{{source}}","DetailType":"{{type}}","Detail":{{JsonSerializer.Serialize(detail)}}{{more}}}]}""");

    public void Dispose()
    {
        _http.Dispose();
        Sns.Dispose();
    }
}
