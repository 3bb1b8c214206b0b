namespace Messaging.Local;

/// <summary>What senders and consumers do with the messages of a region.</summary>
internal sealed class RegionMessages(Region region)
{
    public SentMessage Send(string queue, SendRequest request)
    {
        var settings = region.Queues.With(queue, (found, _) => found.Settings);
        var prepared = Prepare(request, settings, inBatch: false);
        return region.Queues.With(queue, (found, now) => found.Send(prepared, now));
    }

    public IReadOnlyList<BatchResult<SentMessage>> SendBatch(
        string queue, IReadOnlyList<BatchEntry<SendRequest>> entries, Func<bool> fails)
    {
        BatchRules.Check(entries, "SendMessageBatchRequestEntry");
        BatchRules.CheckSize(entries);
        var settings = region.Queues.With(queue, (found, _) => found.Settings);
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
        Poll? poll = null;
        var received = region.Queues.With(queue, (found, now) =>
        {
            var wait = request.WaitSeconds ?? found.Settings.WaitSeconds;
            var messages = found.Receive(request, waits: wait > 0, now);
            if (messages.Count == 0 && wait > 0)
            {
                poll = new Poll(found, request, now + TimeSpan.FromSeconds(wait));
                found.Polls.Add(poll, now);
            }

            return messages;
        });
        if (poll is null)
        {
            return received;
        }

        try
        {
            return await poll.Answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            region.Run(now =>
            {
                poll.Queue.Polls.Cancel(poll, now);
                return 0;
            });
            throw;
        }
    }

    public void Delete(string queue, string handle) => region.Queues.With(queue, (found, now) =>
    {
        found.Delete(handle, now);
        return 0;
    });

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
