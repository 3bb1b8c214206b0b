using System.IO.Pipelines;

namespace Messaging.Local.Server;

/// <summary>
/// A connection whose answers to requests that came in a row leave together: they are sent when no further request is there,
/// when there are many bytes of them, and when a request has to wait.
/// </summary>
internal sealed class GatheredAnswers : IDuplexPipe
{
    // What a slow reader could make the server keep is no more than what one answer may be.
    private const long MostBytes = 64 * 1024;

    private readonly PipeWriter _output;

    public GatheredAnswers(IDuplexPipe transport)
    {
        _output = transport.Output;
        Requests = new RequestReader(transport.Input, this);
        Output = new AnswerWriter(transport.Output, this);
    }

    public PipeReader Input => Requests;

    public PipeWriter Output { get; }

    private RequestReader Requests { get; }

    /// <summary>Gets whether what was written may wait for more.</summary>
    public bool MayWait => Requests.HasUnread && _output.UnflushedBytes < MostBytes;

    /// <summary>Sends what waits.</summary>
    public ValueTask<FlushResult> SendAsync(CancellationToken cancellationToken) =>
        _output.UnflushedBytes > 0 ? _output.FlushAsync(cancellationToken) : default;
}
