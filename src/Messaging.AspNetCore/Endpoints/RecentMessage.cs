namespace Messaging.AspNetCore;

/// <summary>One message with what became of it.</summary>
internal sealed class RecentMessage(string id)
{
    private TaskCompletionSource<EndpointAnswer>? _answer;
    private bool _isTaken;

    public string Id { get; } = id;

    /// <summary>Gets how many times its handling was begun here.</summary>
    public int Tries { get; private set; }

    /// <summary>Gets when its handling ended; null while it runs.</summary>
    public TimeSpan? EndedAt { get; private set; }

    /// <summary>Gets the answer, which is there when the handling has ended.</summary>
    public Task<EndpointAnswer> Answer => _answer!.Task;

    /// <summary>Begins the handling, unless it is under way or has an answer that stays.</summary>
    public bool TryBegin()
    {
        if (_isTaken)
        {
            return false;
        }

        _answer = new TaskCompletionSource<EndpointAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        (_isTaken, EndedAt) = (true, null);
        Tries++;
        return true;
    }

    public void End(EndpointAnswer answer, TimeSpan now)
    {
        EndedAt = now;

        // A failure does not stay: the message is handled again when it comes again.
        _isTaken = answer.Status is 200 or 422;
        _answer!.SetResult(answer);
    }
}
