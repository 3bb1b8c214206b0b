namespace Messaging;

/// <summary>The messages that one call handles: of one type, or a single one whose handler takes no batches.</summary>
internal sealed class BatchCall(HandlerBinding handler, bool isOrdered)
{
    public List<BatchMember> Members { get; } = [];

    public HandlerBinding Handler => handler;

    public bool IsStarted { get; set; }

    /// <summary>Gets whether nothing but the call itself is waited for.</summary>
    public bool IsComplete =>
        Members.TrueForAll(member => member.Stage is BatchMemberStage.Joined or BatchMemberStage.Ended)
        && Members.Exists(member => member.Stage == BatchMemberStage.Joined);

    /// <summary>Calls the handler and tells each message what became of it.</summary>
    public async Task RunAsync(IServiceProvider services, TimeSpan? timeout, TimeProvider time)
    {
        var joined = Members.FindAll(member => member.Stage == BatchMemberStage.Joined);
        var items = joined.ConvertAll(member => member.Item!);
        var contexts = items.ConvertAll(item => item.Context);
        Exception? thrown = null;
        try
        {
            HandledMessage.Current = items.Count == 1 ? contexts[0] : null;
            HandledMessage.Together = contexts;
            using var any = CancellationTokenSource.CreateLinkedTokenSource([.. joined.Select(member => member.Token)]);
            await handler.Guard.RunAsync(
                token => ((BatchHandlerBinding)handler).InvokeAsync(services, items, token), contexts, services, timeout, time, any.Token);
        }
        catch (Exception exception)
        {
            thrown = exception;
        }

        var isInterrupted = false;
        foreach (var member in joined)
        {
            End(member, member.Item!.Failure ?? thrown, isInterrupted);
            isInterrupted |= isOrdered && ComesAgain(member.Item, thrown);
        }
    }

    private static bool ComesAgain(BatchItem item, Exception? thrown) => item.Context.Outcome.Kind switch
    {
        MessageOutcomeKind.RetryAfter => true,

        // It may come again as well: it cannot be set aside until its copy is in the dead-letter queue.
        MessageOutcomeKind.DeadLetter => true,
        _ => (item.Failure ?? thrown) is not null,
    };

    private static void End(BatchMember member, Exception? failure, bool isInterrupted)
    {
        if (isInterrupted)
        {
            // Middleware must not take it for handled.
            member.Context.IsNotHandled = true;
            member.Called.SetException(new InvalidOperationException(
                "A message before this one in its group shall come again, and this one after it."));
        }
        else if (failure is not null)
        {
            member.Called.SetException(failure);
        }
        else
        {
            member.Called.SetResult();
        }
    }
}
