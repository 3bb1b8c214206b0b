namespace Messaging.Sqs;

/// <summary>How policies are agreed on with other versions of the application that start at the same time.</summary>
internal sealed class QueueAccessOptions
{
    /// <summary>Gets how long after writing a policy it is read again. Zero where nobody else can write.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);
}
