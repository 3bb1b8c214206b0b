using System.Threading.Channels;

namespace Messaging.Local.Tests;

/// <summary>One request as an endpoint got it.</summary>
public sealed record Post(IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>Stands for all HTTP endpoints: keeps what they were sent and answers as it is told.</summary>
public sealed class PostRecorder : HttpMessageHandler
{
    private readonly Channel<Post> _posts = Channel.CreateUnbounded<Post>();

    public ChannelReader<Post> Reader => _posts.Reader;

    public Queue<System.Net.HttpStatusCode> Answers { get; } = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.Concat(request.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);

        // Before anybody sees the request: what a test answers next is for the next one.
        var answer = Answers.TryDequeue(out var status) ? status : System.Net.HttpStatusCode.OK;
        await _posts.Writer.WriteAsync(new Post(headers, body), cancellationToken);
        return new HttpResponseMessage(answer);
    }
}
