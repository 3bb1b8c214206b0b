namespace Messaging.Lambda;

/// <summary>When an invocation must cancel its handlers, and when it must answer, counted from its start.</summary>
internal sealed record BatchTimes(TimeSpan CancelAfter, TimeSpan AnswerAfter)
{
    /// <summary>Shares the time until the deadline: handlers have it all but the margin, which is at most half of it.</summary>
    public static BatchTimes? Until(DateTimeOffset? deadline, DateTimeOffset now, TimeSpan margin)
    {
        if (deadline is not { } at)
        {
            return null;
        }

        var left = at > now ? at - now : TimeSpan.Zero;
        var reserve = margin < left / 2 ? margin : left / 2;
        return new BatchTimes(left - reserve, left - (reserve / 2));
    }

    /// <summary>Gets the time for what is done between the last handler and the answer: half of what is left of the margin.</summary>
    public TimeSpan SettleAfter => AnswerAfter + ((AnswerAfter - CancelAfter) / 2);
}
