using System.Xml.Linq;
using Messaging.Local;

namespace Webhook;

/// <summary>Calls SNS and SQS as anybody may: by forms over HTTP. What publishes to a topic need not be .NET.</summary>
internal sealed class BrokerCalls(LocalBroker broker) : IDisposable
{
    private const string Sns = "2010-03-31";
    private const string Sqs = "2012-11-05";

    private readonly HttpClient _http = new(broker.Handler, disposeHandler: false) { BaseAddress = broker.Endpoint };

    public Task<string> TopicAsync(string action, string result, params (string Name, string Value)[] members) =>
        CallAsync(Sns, action, result, members);

    public Task<string> QueueAsync(string action, string result, params (string Name, string Value)[] members) =>
        CallAsync(Sqs, action, result, members);

    public void Dispose() => _http.Dispose();

    private async Task<string> CallAsync(string version, string action, string result, (string Name, string Value)[] members)
    {
        using var form = new FormUrlEncodedContent(members
            .Append(("Action", action)).Append(("Version", version))
            .Select(member => KeyValuePair.Create(member.Item1, member.Item2)));
        using var response = await _http.PostAsync(_http.BaseAddress, form);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? XElement.Parse(text).Descendants().FirstOrDefault(element => element.Name.LocalName == result)?.Value ?? string.Empty
            : throw new InvalidOperationException($"{action} was answered with {(int)response.StatusCode}: {text}");
    }
}
