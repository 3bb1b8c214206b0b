using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.SQS;
using Messaging.Aws;

namespace Messaging.Sqs.Tests;

/// <summary>One request that the client sent.</summary>
internal sealed record SqsRequest(string Action, JsonNode Body);

/// <summary>Stands in for the service: records requests and answers each with the next canned answer of its action.</summary>
internal sealed class ScriptedSqs : HttpMessageHandler, IAwsBackend
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<CancellationToken, Task<HttpResponseMessage>>>> _answers = new();

    public ScriptedSqs()
    {
        var config = new AmazonSQSConfig();
        new AwsClientFactory(this, awsOptions: null, new AwsClientOptions()).Configure(config);
        config.MaxErrorRetry = 0;
        Client = new AmazonSQSClient(new BasicAWSCredentials("local", "local"), config);
    }

    public string Region => "eu-west-1";

    public Uri Endpoint { get; } = new("http://sqs.test/");

    HttpMessageHandler IAwsBackend.Handler => this;

    public AmazonSQSClient Client { get; }

    public ConcurrentQueue<SqsRequest> Requests { get; } = new();

    public IEnumerable<string> Actions => Requests.Select(request => request.Action);

    public JsonNode Last(string action) => Requests.Last(request => request.Action == action).Body;

    [SuppressMessage("Security", "CA5351", Justification = "The service's checksum is MD5.")]
    public static string Md5(string body) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body)));

    /// <summary>Answers the next request of an action; the last answer is kept for all that follow.</summary>
    public ScriptedSqs On(string action, string json) => Add(action, _ => Task.FromResult(Answer(HttpStatusCode.OK, json)));

    public ScriptedSqs Refuse(string action, string shape, string code, string message = "No.", int status = 400) =>
        Add(action, _ =>
        {
            var answer = Answer((HttpStatusCode)status, new JsonObject { ["__type"] = $"com.amazonaws.sqs#{shape}", ["message"] = message }.ToJsonString());
            answer.Headers.Add("x-amzn-query-error", $"{code};Sender");
            return Task.FromResult(answer);
        });

    public ScriptedSqs Throw(string action, Exception exception) =>
        Add(action, _ => Task.FromException<HttpResponseMessage>(exception));

    public ScriptedSqs NeverAnswer(string action) =>
        Add(action, new TaskCompletionSource<HttpResponseMessage>().Task.WaitAsync);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var action = request.Headers.GetValues("X-Amz-Target").Single().Split('.')[1];
        Requests.Enqueue(new SqsRequest(action, JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!));
        if (!_answers.TryGetValue(action, out var queue) || !queue.TryPeek(out var answer))
        {
            return Answer(HttpStatusCode.OK, "{}");
        }

        if (queue.Count > 1)
        {
            queue.TryDequeue(out _);
        }

        return await answer(cancellationToken);
    }

    private ScriptedSqs Add(string action, Func<CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _answers.GetOrAdd(action, _ => new()).Enqueue(answer);
        return this;
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string json) => new(status)
    {
        Content = new StringContent(json, Encoding.UTF8, "application/x-amz-json-1.0"),
    };
}
