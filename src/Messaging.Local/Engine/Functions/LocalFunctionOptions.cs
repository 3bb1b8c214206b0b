namespace Messaging.Local;

/// <summary>Says how the embedded broker runs a function, in the place of the settings that AWS Lambda keeps for it.</summary>
public sealed class LocalFunctionOptions
{
    /// <summary>Gets or sets how long an invocation may take. Then it has failed, whatever becomes of it.</summary>
    /// <value>The default is null: 3 seconds for a process, as on AWS, and no limit for a delegate. Up to 15 minutes.</value>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Gets or sets how often an event of a topic or a rule is tried again when the function failed.</summary>
    /// <value>0 to 2; the default is 2: after one and after two more minutes.</value>
    public int RetryAttempts { get; set; } = 2;

    /// <summary>Gets or sets the queue for events of topics and rules that the function failed at for the last time: its ARN.</summary>
    /// <value>The default is null: they are dropped.</value>
    public string? DeadLetterQueueArn { get; set; }

    internal LocalFunctionOptions CheckedCopy()
    {
        if (Timeout < TimeSpan.FromMilliseconds(1) || Timeout > TimeSpan.FromMinutes(15))
        {
            throw new ArgumentOutOfRangeException(nameof(Timeout), Timeout, "The time limit of a function is up to 15 minutes.");
        }

        if (RetryAttempts is < 0 or > 2)
        {
            throw new ArgumentOutOfRangeException(nameof(RetryAttempts), RetryAttempts, "A function is tried again 0 to 2 times.");
        }

        return (LocalFunctionOptions)MemberwiseClone();
    }
}
