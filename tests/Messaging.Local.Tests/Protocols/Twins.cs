using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Messaging.Local.Tests;

/// <summary>
/// Two brokers of the same seed: one is asked in AWS JSON, the other the same in the Query protocol. Their answers must
/// be the same when they are brought to one form.
/// </summary>
internal sealed class Twins : IDisposable
{
    private readonly BrokerFixture _json = new();
    private readonly BrokerFixture _query = new();
    private readonly HttpClient _jsonHttp;
    private readonly HttpClient _queryHttp;

    public Twins()
    {
        _jsonHttp = new HttpClient(_json.Broker.Handler, disposeHandler: false);
        _queryHttp = new HttpClient(_query.Broker.Handler, disposeHandler: false);
    }

    public void Dispose()
    {
        _jsonHttp.Dispose();
        _queryHttp.Dispose();
        _json.Dispose();
        _query.Dispose();
    }

    public void Advance(double seconds)
    {
        _json.Advance(seconds);
        _query.Advance(seconds);
    }

    /// <summary>Asks both and compares.</summary>
    /// <returns>The answer in JSON; of an error its code and text.</returns>
    public async Task<JsonObject> AskAsync(string action, JsonObject request)
    {
        using var sent = await _jsonHttp.SendAsync(action, Encoding.UTF8.GetBytes(request.ToJsonString()));
        var text = await sent.Content.ReadAsStringAsync();
        var answer = text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
        var query = await _queryHttp.PostFormAsync("http://localhost/", [("Action", action), .. TwinForms.Write(action, request)]);
        if (sent.IsSuccessStatusCode)
        {
            Assert.Equal(TwinForms.Plain(answer), TwinForms.Read(query.Root.Element(XName.Get(action + "Result", QueryRequests.Sqs))));
        }
        else
        {
            Assert.Equal(sent.Headers.GetValues("x-amzn-query-error").Single(), $"{query["Code"]};{query["Type"]}");
            answer = new JsonObject { ["Code"] = query["Code"], ["Message"] = (string?)answer["message"], ["QueryMessage"] = query["Message"] };
        }

        Assert.Equal((int)sent.StatusCode, query.Status);
        return answer;
    }

    public Task<JsonObject> AskAsync(string action, string request) => AskAsync(action, JsonNode.Parse(request)!.AsObject());
}
