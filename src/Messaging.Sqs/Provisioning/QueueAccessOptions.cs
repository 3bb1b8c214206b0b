namespace Messaging.Sqs;

/// <summary>How policies are agreed on with other versions of the application that start at the same time.</summary>
internal sealed class QueueAccessOptions
{
    /// <summary>Gets how long after writing a policy it is read again. Zero where nobody else can write.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets how long after writing a policy it is looked at once more, in the background. Zero where nobody else can write.</summary>
    /// <remarks>
    /// SQS takes up to a minute to show a change everywhere: who starts in that minute may have read an older policy, and write it back.
    /// See https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html.
    /// </remarks>
    public TimeSpan Spread { get; init; } = TimeSpan.FromSeconds(65);

    /// <summary>Gets the options where this process alone writes policies.</summary>
    public static QueueAccessOptions Alone { get; } = new() { Pause = TimeSpan.Zero, Spread = TimeSpan.Zero };
}
