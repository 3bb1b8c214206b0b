namespace Messaging.Local;

/// <summary>What senders and consumers do with the messages of a region.</summary>
internal sealed class RegionMessages(Region region)
{
    public SentMessage Send(string queue, SendRequest request)
    {
        // The checks read the whole body, so they are done between two turns and keep nobody waiting.
        var prepared = Prepare(request, SettingsOf(queue), inBatch: false);
        using var turn = region.Enter();
        return region.Queues.Get(queue).Send(prepared, turn.Now);
    }

    public IReadOnlyList<BatchResult<SentMessage>> SendBatch(
        string queue, IReadOnlyList<BatchEntry<SendRequest>> entries, Func<bool> fails)
    {
        BatchRules.Check(entries, "SendMessageBatchRequestEntry");
        BatchRules.CheckSize(entries);
        var settings = SettingsOf(queue);
        foreach (var entry in entries)
        {
            MessageRules.CheckFifo(entry.Request.Content, settings, inBatch: true);
        }

        return region.Queues.With(queue, (found, now) =>
            BatchRules.Each(entries, fails, request => found.Send(Prepare(request, settings, inBatch: true), now)));
    }

    /// <summary>Accepts what a service of AWS delivers for one of its resources, as far as the queue's policy lets it.</summary>
    public DeliveryOutcome Accept(string queueArn, string service, string sourceArn, MessageContent content, DateTime now)
    {
        if (region.FindByArn(queueArn) is not { } queue)
        {
            return DeliveryOutcome.Refused("NO_RESOURCE", $"There is no queue {queueArn}.");
        }

        if (region.Options.EnforceQueuePolicies
            && !ServicePermission.Allows(
                queue.Settings.Policy,
                new ServiceRequest(service, "SendMessage", queueArn, sourceArn, region.Options.AccountId)))
        {
            return DeliveryOutcome.Refused(
                "NO_PERMISSIONS", $"The policy of {queueArn} does not let {service} send messages for {sourceArn}.");
        }

        try
        {
            queue.Send(Prepare(new SendRequest(content), queue.Settings, inBatch: false), now);
            return DeliveryOutcome.Delivered;
        }
        catch (ServiceException error)
        {
            return DeliveryOutcome.Refused("INVALID_PARAMETER", error.Message);
        }
    }

    /// <summary>Receives what is there, or waits for it.</summary>
    public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        string queue, ReceiveRequest request, CancellationToken cancellationToken)
    {
        request.Check();
        var received = ReceiveOrPoll(queue, request, out var poll);
        return poll is null ? received : await AnswerAsync(poll, cancellationToken).ConfigureAwait(false);
    }

    public void Delete(string queue, string handle)
    {
        using var turn = region.Enter();
        region.Queues.Get(queue).Delete(handle, turn.Now);
    }

    public IReadOnlyList<BatchResult<int>> DeleteBatch(
        string queue, IReadOnlyList<BatchEntry<string>> entries, Func<bool> fails)
    {
        BatchRules.Check(entries, "DeleteMessageBatchRequestEntry");
        return region.Queues.With(queue, (found, now) => BatchRules.Each(entries, fails, handle =>
        {
            found.Delete(handle, now);
            return 0;
        }));
    }

    public void ChangeVisibility(string queue, VisibilityChange change) => region.Queues.With(queue, (found, now) =>
    {
        found.ChangeVisibility(change.Handle, change.Seconds, now);
        return 0;
    });

    public IReadOnlyList<BatchResult<int>> ChangeVisibilityBatch(
        string queue, IReadOnlyList<BatchEntry<VisibilityChange>> entries, Func<bool> fails)
    {
        BatchRules.Check(entries, "ChangeMessageVisibilityBatchRequestEntry");
        return region.Queues.With(queue, (found, now) => BatchRules.Each(entries, fails, change =>
        {
            found.ChangeVisibility(change.Handle, change.Seconds, now);
            return 0;
        }));
    }

    private QueueSettings SettingsOf(string queue)
    {
        using var turn = region.Enter();
        return region.Queues.Get(queue).Settings;
    }

    /// <summary>Receives what is there; when there is nothing and the caller waits, it has a poll instead.</summary>
    private IReadOnlyList<ReceivedMessage> ReceiveOrPoll(string queue, ReceiveRequest request, out Poll? poll)
    {
        using var turn = region.Enter();
        var found = region.Queues.Get(queue);
        var wait = request.WaitSeconds ?? found.Settings.WaitSeconds;
        var messages = found.Receive(request, waits: wait > 0, turn.Now);
        poll = null;
        if (messages.Count == 0 && wait > 0)
        {
            poll = new Poll(found, request, turn.Now + TimeSpan.FromSeconds(wait))
            {
                StaysWhenCancelled = region.Unkindness.CancelledPollStays(),
            };
            found.Polls.Add(poll, turn.Now);
        }

        return messages;
    }

    private async Task<IReadOnlyList<ReceivedMessage>> AnswerAsync(Poll poll, CancellationToken cancellationToken)
    {
        try
        {
            return await poll.Answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            using var turn = region.Enter();
            poll.Queue.Polls.Cancel(poll, turn.Now);
            throw;
        }
    }

    /// <summary>Checks a message against its queue, and gives it the deduplication id that it needs there.</summary>
    public static SendRequest Prepare(SendRequest request, QueueSettings queue, bool inBatch)
    {
        MessageRules.CheckFifo(request.Content, queue, inBatch);
        MessageRules.Check(request, queue, inBatch);
        return queue.Fifo && request.Content.DeduplicationId is null
            ? request with
            {
                Content = request.Content with { DeduplicationId = Digests.DeduplicationId(request.Content.Body) },
            }
            : request;
    }
}
