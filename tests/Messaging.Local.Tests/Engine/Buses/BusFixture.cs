using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Messaging.Local.Tests;

/// <summary>A broker in fake time, asked over the wire as EventBridge, with queues for what comes out.</summary>
public sealed class BusFixture : IDisposable
{
    private readonly HttpClient _http;

    public BusFixture(LocalBrokerOptions? options = null)
    {
        Sqs = new BrokerFixture(options);
        _http = new HttpClient(Sqs.Broker.Handler, disposeHandler: false);
    }

    public BrokerFixture Sqs { get; }

    public LocalBroker Broker => Sqs.Broker;

    /// <summary>Asks, and returns the answer whatever it is.</summary>
    public async Task<(HttpStatusCode Status, string Body)> PostAsync(
        string action, string request, string region = "us-east-1")
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "http://localhost/")
        {
            Content = new StringContent(request, Encoding.UTF8, "application/x-amz-json-1.1"),
        };
        message.Headers.Add("X-Amz-Target", $"AWSEvents.{action}");
        message.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential=local/20260101/{region}/events/aws4_request, Signature=none");
        using var answer = await _http.SendAsync(message);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Asks for what must succeed.</summary>
    public async Task<string> AskAsync(string action, string request, string region = "us-east-1")
    {
        var (status, body) = await PostAsync(action, request, region);
        Assert.True(status == HttpStatusCode.OK, $"{action}: {body}");
        return body;
    }

    /// <summary>Asks for what must fail, and returns the error as <c>type: message</c>.</summary>
    public async Task<string> FailAsync(string action, string request)
    {
        var (status, body) = await PostAsync(action, request);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        using var error = JsonDocument.Parse(body);
        return $"{error.RootElement.GetProperty("__type").GetString()}: {error.RootElement.GetProperty("message").GetString()}";
    }

    /// <summary>Creates a queue that EventBridge may send to, and returns its URL.</summary>
    public Task<string> QueueAsync(string name, params (string Name, string Value)[] attributes) =>
        Sqs.CreateAsync(name, [("Policy", PolicyOf(name)), .. attributes]);

    public static string PolicyOf(string queue) => $$$"""
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},
        "Action":"sqs:SendMessage","Resource":"{{{BrokerFixture.Arn(queue)}}}"}]}
        """;

    /// <summary>Makes a rule for the source <c>shop</c>.</summary>
    public Task<string> RuleAsync(string name = "all", string? bus = null, string pattern = """{"source":["shop"]}""") =>
        AskAsync("PutRule", Json(
            ("Name", name), ("EventPattern", pattern), ("EventBusName", bus)));

    public Task<string> TargetAsync(string arn, string members = "{}", string rule = "all", string? bus = null, string id = "1") =>
        AskAsync("PutTargets", TargetRequest(arn, members, rule, bus, id));

    public static string TargetRequest(
        string arn, string members = "{}", string rule = "all", string? bus = null, string id = "1")
    {
        var target = JsonNode.Parse(members)!.AsObject();
        target["Id"] = id;
        target["Arn"] = arn;
        return Json(("Rule", rule), ("EventBusName", bus), ("Targets", new JsonArray(target)));
    }

    /// <summary>Puts one event of the source <c>shop</c>, and returns its id.</summary>
    public async Task<string> PutAsync(string detail = "{}", string? bus = null, string type = "order", string region = "us-east-1")
    {
        var entry = new JsonObject { ["Source"] = "shop", ["DetailType"] = type, ["Detail"] = detail };
        if (bus is not null)
        {
            entry["EventBusName"] = bus;
        }

        using var answer = JsonDocument.Parse(
            await AskAsync("PutEvents", Json(("Entries", new JsonArray(entry))), region));
        return answer.RootElement.GetProperty("Entries")[0].GetProperty("EventId").GetString()!;
    }

    /// <summary>Makes a queue the one target of a rule for the source <c>shop</c>.</summary>
    public async Task RouteAsync(string queue, string members = "{}")
    {
        await QueueAsync(queue);
        await RuleAsync();
        await TargetAsync(BrokerFixture.Arn(queue), members);
    }

    /// <summary>Returns the bodies of the messages in a queue.</summary>
    public string[] Bodies(string queue) => [.. Broker.Peek(queue).Select(message => message.Body)];

    /// <summary>Returns how many events a bus got.</summary>
    public long Received(string bus, string? region = null) =>
        Broker.FindEventBus(bus, region) is { } found ? found.MatchedEvents + found.UnmatchedEvents : 0;

    /// <summary>Writes an object without the members that are null.</summary>
    public static string Json(params (string Name, JsonNode? Value)[] members) => new JsonObject(
        members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Name, member.Value)))
        .ToJsonString();

    public void Advance(double seconds) => Sqs.Advance(seconds);

    public void Dispose()
    {
        _http.Dispose();
        Sqs.Dispose();
    }
}
