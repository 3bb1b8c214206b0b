namespace Messaging.Local;

/// <summary>The receives that wait at one queue. Its timer is set only while one waits.</summary>
internal sealed class PollDesk(SqsQueue queue, Region region) : IDisposable
{
    private readonly LinkedList<Poll> _polls = new();
    private readonly IndexedHeap<Poll, Poll.DeadlineSlots> _deadlines = new();
    private ITimer? _timer;
    private DateTime? _timerAt;
    private long _number;

    public bool IsEmpty => _polls.Count == 0;

    public int Count => _polls.Count;

    public void Add(Poll poll, DateTime now)
    {
        poll.Place = _polls.AddLast(poll);
        _deadlines.Set(poll, poll.Deadline.Ticks, ++_number);
        SetTimer(now);
    }

    /// <summary>Takes a poll away whose caller has gone; an unkind broker may leave it waiting.</summary>
    public void Cancel(Poll poll, DateTime now)
    {
        if (poll.StaysWhenCancelled)
        {
            return;
        }

        if (poll.Place is not null)
        {
            Remove(poll);
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
        while (_deadlines.First is { } next && next.Deadline < now)
        {
            var end = next.Deadline;
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
        while (_polls.First is { } first)
        {
            Remove(first.Value);
            first.Value.Fail(reason);
        }

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

            Remove(first.Value);
            first.Value.Complete(messages);
        }
    }

    private void EndOverdue(DateTime now)
    {
        while (_deadlines.First is { } overdue && overdue.Deadline <= now)
        {
            Remove(overdue);
            overdue.Complete([]);
        }
    }

    private void Remove(Poll poll)
    {
        _polls.Remove(poll.Place!);
        poll.Place = null;
        _deadlines.Remove(poll);
    }

    private void SetTimer(DateTime now)
    {
        var deadline = _deadlines.First?.Deadline;
        var wanted = deadline is not null && queue.Messages.NextDue < deadline ? queue.Messages.NextDue : deadline;
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
