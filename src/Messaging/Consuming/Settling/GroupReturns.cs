namespace Messaging;

/// <summary>Gives messages back to the queue so that on a FIFO queue none can overtake: followers first, the head last.</summary>
internal sealed class GroupReturns(SettlingMachine settling, LaneMachine lanes, bool isFifo)
{
    private readonly Dictionary<Delivery, GroupRelease> _releases = [];

    public bool IsEmpty => _releases.Count == 0;

    /// <summary>Gives one message back, hidden for a while, as far as the 12-hour rule allows.</summary>
    public void Return(Delivery delivery, TimeSpan visibility, TimeSpan now)
    {
        var allowed = HoldingMachine.Remaining(delivery, now);
        var capped = visibility < allowed ? visibility : allowed;
        settling.Return(delivery, TimeSpan.FromSeconds(Math.Ceiling(capped.TotalSeconds)), now);
    }

    /// <summary>Gives messages of one group back; only the first may stay hidden for a while.</summary>
    public void ReturnInOrder(List<Delivery> messages, TimeSpan now, TimeSpan headVisibility = default)
    {
        messages.ForEach(lanes.Leaving.Add);
        if (!isFifo || messages.Count <= 1)
        {
            messages.ForEach(delivery => Return(delivery, isFifo ? headVisibility : TimeSpan.Zero, now));
            return;
        }

        var head = messages[0];
        head.State = DeliveryState.HeldBack;
        var release = new GroupRelease(head, headVisibility, messages.Count - 1);
        for (var index = messages.Count - 1; index > 0; index--)
        {
            _releases.Add(messages[index], release);
            Return(messages[index], TimeSpan.Zero, now);
        }
    }

    /// <summary>Lets fresh messages wait for their start, or gives them back where they may not start.</summary>
    public void Admit(List<Delivery> messages, bool isStopping, TimeSpan now)
    {
        if (!isFifo && !isStopping)
        {
            messages.ForEach(lanes.Add);
            return;
        }

        foreach (var group in messages.GroupBy(delivery => isFifo ? delivery.Message.GroupId : delivery.Message.Id))
        {
            // Of a group whose messages are on their way back, and of which the answers are missing, what came again goes back too.
            if (lanes.Leaving.Contains(group.Key) || isStopping)
            {
                ReturnUnstarted([.. group], now);
            }
            else
            {
                group.ToList().ForEach(lanes.Add);
            }
        }
    }

    /// <summary>Says that a message was given back, or never will be: the last follower lets the head go.</summary>
    public void Returned(Delivery delivery, TimeSpan now)
    {
        if (_releases.Remove(delivery, out var release) && --release.FollowersLeft == 0
            && release.Head.State == DeliveryState.HeldBack)
        {
            Return(release.Head, release.Visibility, now);
        }
    }

    /// <summary>
    /// Gives fresh messages back; those with a last attempt, and what is before them, still start: given back, they would be
    /// dead-lettered unhandled. None overtakes by that, for a queue hands out nothing of a group of which something is held.
    /// </summary>
    private void ReturnUnstarted(List<Delivery> messages, TimeSpan now)
    {
        var starts = messages.FindLastIndex(lanes.IsLastAttempt) + 1;
        messages.GetRange(0, starts).ForEach(lanes.Add);
        ReturnInOrder(messages.GetRange(starts, messages.Count - starts), now);
    }
}
