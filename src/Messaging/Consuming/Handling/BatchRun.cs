namespace Messaging;

/// <summary>Messages that started together, on their way to as few calls of handlers as their types and their order allow.</summary>
/// <remarks>
/// Every message goes through its own stages and middleware. When all are read, it is known which share a call; the last to
/// arrive makes it. Calls follow one another, for all of them have one slot. Of a FIFO group, what follows a message that shall
/// come again, or be set aside, is not handled.
/// </remarks>
internal sealed class BatchRun(IEnumerable<ConsumeContext> contexts, bool isOrdered)
{
    private readonly Lock _lock = new();
    private readonly List<BatchMember> _members = contexts.Select(context => new BatchMember(context)).ToList();
    private List<BatchCall>? _calls;

    /// <summary>Waits until the message may be handled, and returns whether it may be at all.</summary>
    public Task<bool> TurnAsync(ConsumeContext context)
    {
        var member = Find(context);
        Arrive(member, BatchMemberStage.Ready);
        return member.Turn.Task;
    }

    /// <summary>Joins the call that handles the message, and waits for its end.</summary>
    public async Task HandleAsync(
        ConsumeContext context, BatchItem item, IServiceProvider services, TimeSpan? timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        var member = Find(context);
        member.Item = item;
        member.Token = cancellationToken;
        member.Call = call => call.RunAsync(services, timeout, time);
        await MakeAsync(Arrive(member, BatchMemberStage.Joined));
        await member.Called.Task;
    }

    /// <summary>Says that a message has ended, handled or not. Others may have waited for it alone.</summary>
    public async Task EndedAsync(ConsumeContext context, Settlement settlement)
    {
        var member = Find(context);
        member.Settlement = settlement;
        await MakeAsync(Arrive(member, BatchMemberStage.Ended));
    }

    /// <summary>Says whether nothing moves before what messages wait for has come: each waits for that, or for others of the batch.</summary>
    public bool IsWaiting(Func<MessageContext, bool> isAwaiting)
    {
        lock (_lock)
        {
            return _members.TrueForAll(member => member.Stage == BatchMemberStage.Ended || WaitsForOthers(member)
                || (member.Context.Handling is { } handling && isAwaiting(handling)));
        }
    }

    private bool WaitsForOthers(BatchMember member) => member.Stage switch
    {
        BatchMemberStage.Ready => !member.Turn.Task.IsCompleted,
        BatchMemberStage.Joined => !_calls!.Exists(call => call.IsStarted && call.Members.Contains(member)),
        _ => false,
    };

    // With the services of a message that has joined: its scope is open until the call has ended.
    private static async Task MakeAsync(List<BatchCall> calls)
    {
        foreach (var call in calls)
        {
            await call.Members.Find(member => member.Stage == BatchMemberStage.Joined)!.Call!(call);
        }
    }

    private BatchMember Find(ConsumeContext context) => _members.Find(member => member.Context == context)!;

    /// <summary>Notes how far a message has come and returns the calls that can be made now.</summary>
    private List<BatchCall> Arrive(BatchMember member, BatchMemberStage stage)
    {
        lock (_lock)
        {
            member.Stage = stage;
            if (_members.Exists(each => each.Stage == BatchMemberStage.Reading))
            {
                return [];
            }

            _calls ??= Divide();
            return Continue();
        }
    }

    private static bool Interrupts(BatchMember member) => member.Settlement!.Kind != SettlementKind.Complete;

    private List<BatchCall> Continue()
    {
        var due = new List<BatchCall>();
        for (var index = 0; index < _calls!.Count; index++)
        {
            var call = _calls[index];
            call.Members.ForEach(member => member.Turn.TrySetResult(true));
            if (!call.IsStarted && call.IsComplete)
            {
                call.IsStarted = true;
                due.Add(call);
            }

            if (call.Members.Exists(member => member.Stage != BatchMemberStage.Ended))
            {
                break;
            }

            if (isOrdered && call.Members.Exists(Interrupts))
            {
                _calls.Skip(index + 1).SelectMany(later => later.Members).ToList().ForEach(member => member.Turn.TrySetResult(false));
                break;
            }
        }

        return due;
    }

    /// <summary>Divides the messages into calls: by type, and where the order counts only neighbours.</summary>
    private List<BatchCall> Divide()
    {
        var calls = new List<BatchCall>();
        var isInterrupted = false;
        foreach (var member in _members)
        {
            isInterrupted |= isOrdered && member.Stage == BatchMemberStage.Ended && Interrupts(member);
            if (member.Stage != BatchMemberStage.Ready)
            {
                continue;
            }

            if (isInterrupted)
            {
                member.Turn.TrySetResult(false);
                continue;
            }

            var handler = member.Context.Handler!;
            var call = isOrdered ? calls.LastOrDefault() : calls.Find(call => call.Handler == handler);
            if (call is null || call.Handler != handler || call.Members.Count >= handler.MaxBatch)
            {
                calls.Add(call = new BatchCall(handler, isOrdered));
            }

            call.Members.Add(member);
        }

        return calls;
    }
}
