namespace Messaging.Local;

/// <summary>The receives that wait at one queue. Its timer is set only while one waits.</summary>
internal sealed class PollDesk(SqsQueue queue, Region region) : IDisposable
{
    private readonly LinkedList<Poll> _polls = new();
    private ITimer? _timer;
    private DateTime? _timerAt;
    private DateTime _earliestDeadline = DateTime.MaxValue;

    public bool IsEmpty => _polls.Count == 0;

    public void Add(Poll poll, DateTime now)
    {
        _polls.AddLast(poll);
        if (poll.Deadline < _earliestDeadline)
        {
            _earliestDeadline = poll.Deadline;
        }

        SetTimer(now);
    }

    /// <summary>Takes a poll away whose caller has gone; an unkind broker may leave it waiting.</summary>
    public void Cancel(Poll poll, DateTime now)
    {
        if (region.Unkindness.CancelledPollStays())
        {
            return;
        }

        if (_polls.Remove(poll))
        {
            SetTimer(now);
        }
        else if (poll.Answered is { } messages)
        {
            // The answer and the cancellation crossed: what nobody will see was not received.
            queue.TakeBack(messages, now);
        }
    }

    /// <summary>
    /// Gives waiting receives what has become available, and an empty answer to those whose time is over.
    /// </summary>
    public void Serve(DateTime now)
    {
        // When time has jumped, a poll gets what there was at its end, and nothing that came later.
        while (_earliestDeadline < now && _polls.Count > 0)
        {
            var end = _earliestDeadline;
            Answer(end);
            EndOverdue(end);
        }

        Answer(now);
        EndOverdue(now);
        SetTimer(now);
    }

    /// <summary>Serves the receives that wait, and sets the timer by the time that it is now.</summary>
    public void TimeJumped() => Ring();

    public void Fail(Exception reason)
    {
        foreach (var poll in _polls)
        {
            poll.Fail(reason);
        }

        _polls.Clear();
        Dispose();
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _timer = null;
        _timerAt = null;
    }

    private void Answer(DateTime now)
    {
        while (_polls.First is { } first)
        {
            var messages = queue.Receive(first.Value.Request, waits: true, now);
            if (messages.Count == 0)
            {
                break;
            }

            _polls.Remove(first);
            first.Value.Complete(messages);
        }
    }

    private void EndOverdue(DateTime now)
    {
        if (_earliestDeadline > now)
        {
            return;
        }

        _earliestDeadline = DateTime.MaxValue;
        for (var node = _polls.First; node is not null;)
        {
            var following = node.Next;
            if (node.Value.Deadline <= now)
            {
                _polls.Remove(node);
                node.Value.Complete([]);
            }
            else if (node.Value.Deadline < _earliestDeadline)
            {
                _earliestDeadline = node.Value.Deadline;
            }

            node = following;
        }
    }

    private void SetTimer(DateTime now)
    {
        DateTime? wanted = null;
        if (_polls.Count == 0)
        {
            _earliestDeadline = DateTime.MaxValue;
        }
        else
        {
            wanted = queue.Messages.NextDue < _earliestDeadline ? queue.Messages.NextDue : _earliestDeadline;
        }

        if (wanted == _timerAt)
        {
            return;
        }

        _timerAt = wanted;
        _timer ??= region.CreateTimer(_ => Ring());
        var due = wanted is null ? Timeout.InfiniteTimeSpan : Delays.Until(wanted.Value, now);
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void Ring()
    {
        _timerAt = null;
        region.Wake(queue);
    }
}
