using System.Net;
using System.Xml.Linq;

namespace Messaging.Local.Tests;

/// <summary>A broker in fake time, and a plain client of the Query protocol in front of its topics.</summary>
public sealed class TopicFixture : IDisposable
{
    private readonly HttpClient _http;

    public TopicFixture(LocalBrokerOptions? options = null)
    {
        Sqs = new BrokerFixture(options);
        _http = new HttpClient(Sqs.Broker.Handler, disposeHandler: false);
    }

    public BrokerFixture Sqs { get; }

    public static string QueueArn(string name) => BrokerFixture.Arn(name);

    public static string TopicArn(string name) => $"arn:aws:sns:us-east-1:000000000000:{name}";

    /// <summary>Sends parameters and returns the answer without its namespace.</summary>
    public async Task<(HttpStatusCode Status, XElement Answer)> SendAsync(string action, params (string Name, string Value)[] parameters)
    {
        var form = parameters.Prepend(("Action", action)).Append(("Version", "2010-03-31"))
            .Select(parameter => $"{Uri.EscapeDataString(parameter.Item1)}={Uri.EscapeDataString(parameter.Item2)}");
        using var content = new StringContent(string.Join('&', form));
        using var answer = await _http.PostAsync(Sqs.Broker.Endpoint, content);
        var root = XElement.Parse(await answer.Content.ReadAsStringAsync());
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
            element.Attributes().Where(attribute => attribute.IsNamespaceDeclaration).Remove();
        }

        return (answer.StatusCode, root);
    }

    public async Task<XElement> DoAsync(string action, params (string Name, string Value)[] parameters)
    {
        var (status, answer) = await SendAsync(action, parameters);
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        return answer;
    }

    public async Task<string> ErrorAsync(string action, params (string Name, string Value)[] parameters)
    {
        var (status, answer) = await SendAsync(action, parameters);
        Assert.NotEqual(HttpStatusCode.OK, status);
        return $"{(int)status} {answer.Descendants("Code").Single().Value}: {answer.Descendants("Message").Single().Value}";
    }

    public async Task<string> TopicAsync(string name, params (string Name, string Value)[] attributes)
    {
        var all = attributes.ToList();
        if (name.EndsWith(".fifo", StringComparison.Ordinal))
        {
            all.Add(("FifoTopic", "true"));
        }

        var parameters = all.SelectMany((attribute, at) => new[]
        {
            ($"Attributes.entry.{at + 1}.key", attribute.Name), ($"Attributes.entry.{at + 1}.value", attribute.Value),
        });
        return (await DoAsync("CreateTopic", [("Name", name), .. parameters])).Descendants("TopicArn").Single().Value;
    }

    /// <summary>Creates a queue that any topic may send to.</summary>
    public Task<string> QueueAsync(string name) => Sqs.CreateAsync(name, ("Policy", Policy(name)));

    public static string Policy(string queue, string service = "sns.amazonaws.com", string? source = null) =>
        $$$$"""
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{{{service}}}}"},"Action":"sqs:SendMessage",
        "Resource":"{{{{QueueArn(queue)}}}}","Condition":{"ArnLike":{"aws:SourceArn":"{{{{source ?? "arn:aws:*"}}}}"}}}]}
        """;

    public async Task<string> SubscribeAsync(string topic, string queue, params (string Name, string Value)[] attributes)
    {
        var parameters = attributes.SelectMany((attribute, at) => new[]
        {
            ($"Attributes.entry.{at + 1}.key", attribute.Name), ($"Attributes.entry.{at + 1}.value", attribute.Value),
        });
        var answer = await DoAsync(
            "Subscribe", [("TopicArn", topic), ("Protocol", "sqs"), ("Endpoint", QueueArn(queue)), .. parameters]);
        return answer.Descendants("SubscriptionArn").Single().Value;
    }

    public void Dispose()
    {
        _http.Dispose();
        Sqs.Dispose();
    }
}
