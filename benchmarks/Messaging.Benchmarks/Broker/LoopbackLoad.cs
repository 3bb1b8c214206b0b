using System.Net.Http.Headers;
using System.Text;

namespace Messaging.Benchmarks;

/// <summary>Sends the same bytes to any server: as many connections as told, each with a queue of its own.</summary>
/// <remarks>Answers are searched, not parsed, and nothing is signed, so that the client costs little.</remarks>
internal sealed class LoopbackLoad : IDisposable
{
    private const int RequestsPerCycle = 3;
    private const int BodyLength = 100;
    private const string Authorization =
        "AWS4-HMAC-SHA256 Credential=test/20300101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0";

    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _client;
    private readonly Uri _endpoint;
    private readonly string[] _queueUrls;

    public LoopbackLoad(Uri endpoint, int connections)
    {
        _endpoint = endpoint;
        _queueUrls = new string[connections];
        _handler = new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseProxy = false };
        _client = new HttpClient(_handler);
    }

    public async Task CreateQueuesAsync()
    {
        for (var at = 0; at < _queueUrls.Length; at++)
        {
            var answer = await CallAsync("CreateQueue", $$"""{"QueueName":"orders-{{at}}"}""");
            _queueUrls[at] = Find(answer, "\"QueueUrl\"");
        }
    }

    /// <summary>Moves messages for that long; returns the number of requests.</summary>
    public async Task<int> RunAsync(TimeSpan time)
    {
        var start = TimeProvider.System.GetTimestamp();
        var done = await Task.WhenAll(_queueUrls.Select(url => MoveAsync(url, start, time)));
        return done.Sum();
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    private async Task<int> MoveAsync(string url, long start, TimeSpan time)
    {
        var send = $$"""{"QueueUrl":"{{url}}","MessageBody":"{{new string('m', BodyLength)}}"}""";
        var receive = $$"""{"QueueUrl":"{{url}}"}""";
        var requests = 0;
        while (TimeProvider.System.GetElapsedTime(start) < time)
        {
            await CallAsync("SendMessage", send);
            var handle = Find(await CallAsync("ReceiveMessage", receive), "\"ReceiptHandle\"");
            await CallAsync("DeleteMessage", $$"""{"QueueUrl":"{{url}}","ReceiptHandle":"{{handle}}"}""");
            requests += RequestsPerCycle;
        }

        return requests;
    }

    private async Task<string> CallAsync(string action, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", "AmazonSQS." + action);
        request.Headers.TryAddWithoutValidation("Authorization", Authorization);
        using var answer = await _client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? text
            : throw new InvalidOperationException($"{action} was answered {(int)answer.StatusCode}: {text}");
    }

    private static string Find(string json, string member)
    {
        var at = json.IndexOf(member, StringComparison.Ordinal);
        if (at < 0)
        {
            throw new InvalidOperationException($"The answer has no {member}: {json}");
        }

        var from = json.IndexOf('"', json.IndexOf(':', at + member.Length)) + 1;
        return json[from..json.IndexOf('"', from)];
    }
}
