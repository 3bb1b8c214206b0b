using System.Buffers;
using System.IO.Pipelines;

namespace Messaging.Local.Server;

/// <summary>Reads requests; before it waits for more of them, the answers to those before are sent.</summary>
internal sealed class RequestReader(PipeReader input, GatheredAnswers gathered) : PipeReader
{
    private ReadOnlySequence<byte> _read;

    /// <summary>Gets whether there are bytes that belong to no request that was read.</summary>
    public bool HasUnread { get; private set; }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        HasUnread = !_read.IsEmpty && !_read.Slice(consumed).IsEmpty;
        _read = default;
        input.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => input.CancelPendingRead();

    public override void Complete(Exception? exception = null) => input.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => input.CompleteAsync(exception);

    public override bool TryRead(out ReadResult result)
    {
        var isThere = input.TryRead(out result);
        _read = isThere ? result.Buffer : default;
        return isThere;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        TryRead(out var result) ? new ValueTask<ReadResult>(result) : WaitAsync(cancellationToken);

    private async ValueTask<ReadResult> WaitAsync(CancellationToken cancellationToken)
    {
        await gathered.SendAsync(cancellationToken);
        var result = await input.ReadAsync(cancellationToken);
        _read = result.Buffer;
        return result;
    }
}
