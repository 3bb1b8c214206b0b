using System.Text;

namespace Messaging.Benchmarks;

/// <summary>Sends the same bytes to any server: as many connections as told, each with a queue of its own.</summary>
/// <remarks>
/// A connection sends so many messages, receives as many and deletes them, the requests of each step in a row. Answers
/// are searched, not parsed, and nothing is signed, so that the client costs little.
/// </remarks>
internal sealed class LoopbackLoad : IDisposable
{
    private const int RequestsPerMessage = 3;
    private const int BodyLength = 100;

    private readonly Uri _endpoint;
    private readonly int _depth;
    private readonly HttpPipe[] _pipes;
    private readonly string[] _queueUrls;

    public LoopbackLoad(Uri endpoint, int connections, int depth)
    {
        _endpoint = endpoint;
        _depth = depth;
        _queueUrls = new string[connections];
        _pipes = [.. _queueUrls.Select(_ => new HttpPipe(endpoint))];
    }

    public void CreateQueues()
    {
        for (var at = 0; at < _queueUrls.Length; at++)
        {
            _pipes[at].Send(Request("CreateQueue", $$"""{"QueueName":"orders-{{_depth}}-{{at}}"}"""));
            _queueUrls[at] = Encoding.UTF8.GetString(Find(_pipes[at].ReadAnswer(), "\"QueueUrl\""u8));
        }
    }

    /// <summary>Moves messages for that long; returns the number of requests.</summary>
    public int Run(TimeSpan time)
    {
        var start = TimeProvider.System.GetTimestamp();
        var done = new int[_pipes.Length];
        var threads = done.Select((_, at) => new Thread(() => done[at] = Move(at, start, time))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return done.Sum();
    }

    public void Dispose()
    {
        foreach (var pipe in _pipes)
        {
            pipe.Dispose();
        }
    }

    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> member)
    {
        var at = json.IndexOf(member);
        if (at < 0)
        {
            throw new InvalidOperationException($"The answer has no {Encoding.UTF8.GetString(member)}: {Encoding.UTF8.GetString(json)}");
        }

        var rest = json[(at + member.Length)..];
        rest = rest[(rest.IndexOf((byte)'"') + 1)..];
        return rest[..rest.IndexOf((byte)'"')];
    }

    private int Move(int connection, long start, TimeSpan time)
    {
        var (pipe, url) = (_pipes[connection], _queueUrls[connection]);
        var send = Repeat(Request("SendMessage", $$"""{"QueueUrl":"{{url}}","MessageBody":"{{new string('m', BodyLength)}}"}"""));
        var receive = Repeat(Request("ReceiveMessage", $$"""{"QueueUrl":"{{url}}"}"""));
        var deletes = new List<byte>();
        var requests = 0;
        while (TimeProvider.System.GetElapsedTime(start) < time)
        {
            pipe.Send(send);
            for (var at = 0; at < _depth; at++)
            {
                pipe.ReadAnswer();
            }

            pipe.Send(receive);
            deletes.Clear();
            for (var at = 0; at < _depth; at++)
            {
                var handle = Encoding.UTF8.GetString(Find(pipe.ReadAnswer(), "\"ReceiptHandle\""u8));
                deletes.AddRange(Request("DeleteMessage", $$"""{"QueueUrl":"{{url}}","ReceiptHandle":"{{handle}}"}"""));
            }

            pipe.Send(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(deletes));
            for (var at = 0; at < _depth; at++)
            {
                pipe.ReadAnswer();
            }

            requests += RequestsPerMessage * _depth;
        }

        return requests;
    }

    private byte[] Repeat(byte[] request) => [.. Enumerable.Repeat(request, _depth).SelectMany(bytes => bytes)];

    private byte[] Request(string action, string body) => Encoding.UTF8.GetBytes(
        $"POST / HTTP/1.1\r\nHost: {_endpoint.Authority}\r\nContent-Type: application/x-amz-json-1.0\r\n" +
        $"X-Amz-Target: AmazonSQS.{action}\r\n" +
        "Authorization: AWS4-HMAC-SHA256 Credential=test/20300101/us-east-1/sqs/aws4_request, " +
        "SignedHeaders=host, Signature=0\r\n" +
        $"Content-Length: {body.Length}\r\n\r\n{body}");
}
