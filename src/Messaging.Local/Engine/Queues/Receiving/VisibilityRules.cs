namespace Messaging.Local;

/// <summary>How long a message may be hidden.</summary>
internal static class VisibilityRules
{
    private const string Name = "VisibilityTimeout";

    public static void CheckRange(int seconds)
    {
        if (seconds is < 0 or > SqsLimits.VisibilitySeconds)
        {
            throw SqsErrors.InvalidParameter(Name, seconds, "Must be between 0 and 43200.");
        }
    }

    /// <summary>
    /// Refuses what would hide a message for more than twelve hours since its receive; nothing is cut short.
    /// </summary>
    public static void CheckTotal(int seconds, DateTime receivedAt, DateTime now)
    {
        if (now - receivedAt + TimeSpan.FromSeconds(seconds) > SqsLimits.Visibility)
        {
            throw SqsErrors.InvalidParameter(
                Name, seconds, "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]");
        }
    }
}
