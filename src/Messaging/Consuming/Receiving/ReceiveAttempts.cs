using System.Globalization;

namespace Messaging;

/// <summary>Names the receives of a FIFO queue, so that one whose answer was lost can be asked for again with what it took.</summary>
/// <remarks>The service knows a name for five minutes: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html</remarks>
internal sealed class ReceiveAttempts(bool isFifo, Random random)
{
    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(4);

    private readonly Queue<(string Id, TimeSpan At)> _unanswered = new();

    /// <summary>Returns the name for the next receive; null for a standard queue.</summary>
    public string? Next(TimeSpan now)
    {
        while (_unanswered.TryDequeue(out var attempt))
        {
            if (now - attempt.At < KnownFor)
            {
                return attempt.Id;
            }
        }

        return isFifo ? random.NextInt64().ToString("x16", CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Takes a failure. Where the service answered, it took nothing: the next receive is a new one.</summary>
    public void Failed(string? attemptId, bool mayHaveTaken, TimeSpan now)
    {
        if (attemptId is not null && mayHaveTaken)
        {
            _unanswered.Enqueue((attemptId, now));
        }
    }
}
