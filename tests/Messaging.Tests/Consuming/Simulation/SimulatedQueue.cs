namespace Messaging.Tests.Consuming.Simulation;

/// <summary>A queue with visibility timeouts, receive counts, redrive and FIFO groups, and nothing else.</summary>
internal sealed class SimulatedQueue(bool isFifo, int maxReceives)
{
    public List<SimulatedMessage> Messages { get; } = [];

    public List<ReceivedMessage> Receive(int count, TimeSpan visibility, TimeSpan now)
    {
        var taken = new List<ReceivedMessage>();
        var locked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var message in Messages.Where(message => !message.IsGone))
        {
            if (taken.Count == count)
            {
                break;
            }

            if (isFifo && locked.Contains(message.Group!))
            {
                continue;
            }

            if (message.VisibleAt > now)
            {
                locked.Add(message.Group ?? string.Empty);
                continue;
            }

            if (message.ReceiveCount >= maxReceives)
            {
                message.IsRedriven = true;
                continue;
            }

            message.ReceiveCount++;
            message.Receipt++;
            message.VisibleAt = now + visibility;
            taken.Add(new ReceivedMessage
            {
                Id = message.Id,
                ReceiptHandle = $"{message.Id}:{message.Receipt}",
                Body = string.Empty,
                ReceiveCount = message.ReceiveCount,
                GroupId = message.Group,
            });
        }

        return taken;
    }

    public EntryFailure? Delete(string receiptHandle, TimeSpan now)
    {
        var (message, isNewest) = Find(receiptHandle);
        if (!message.IsGone && isNewest && (!isFifo || message.VisibleAt > now))
        {
            message.IsDeleted = true;
            return null;
        }

        return isFifo && !message.IsDeleted
            ? new EntryFailure(EntryFailureKind.Gone, "InvalidParameterValue", "The receipt handle has expired.")
            : null;
    }

    public EntryFailure? ChangeVisibility(string receiptHandle, TimeSpan visibility, TimeSpan now)
    {
        var (message, isNewest) = Find(receiptHandle);
        if (message.IsGone || !isNewest || message.VisibleAt <= now)
        {
            return new EntryFailure(EntryFailureKind.Gone, "InvalidParameterValue", "Message is not available.");
        }

        message.VisibleAt = now + visibility;
        return null;
    }

    private (SimulatedMessage Message, bool IsNewest) Find(string receiptHandle)
    {
        var parts = receiptHandle.Split(':');
        var message = Messages.First(candidate => candidate.Id == parts[0]);
        return (message, message.Receipt == int.Parse(parts[1]));
    }
}
