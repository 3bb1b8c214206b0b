namespace Messaging.Local;

/// <summary>What a consumer asks for. What it leaves out is taken from the queue.</summary>
internal sealed record ReceiveRequest
{
    public int MaxMessages { get; init; } = 1;

    public int? VisibilitySeconds { get; init; }

    public int? WaitSeconds { get; init; }

    public string? AttemptId { get; init; }

    public void Check()
    {
        if (MaxMessages is < 1 or > SqsLimits.BatchEntries)
        {
            throw SqsErrors.InvalidParameter(
                "MaxNumberOfMessages", MaxMessages, "Must be between 1 and 10, if provided.");
        }

        if (WaitSeconds is < 0 or > SqsLimits.WaitSeconds)
        {
            throw SqsErrors.InvalidParameter("WaitTimeSeconds", WaitSeconds, "Must be >= 0 and <= 20, if provided.");
        }

        if (VisibilitySeconds is { } seconds)
        {
            VisibilityRules.CheckRange(seconds);
        }

        if (AttemptId is not null)
        {
            MessageRules.CheckId("ReceiveRequestAttemptId", AttemptId);
        }
    }
}
