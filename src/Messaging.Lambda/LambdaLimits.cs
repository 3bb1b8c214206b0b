namespace Messaging.Lambda;

/// <summary>The limits that AWS Lambda sets.</summary>
internal static class LambdaLimits
{
    // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    public static readonly TimeSpan MaxTimeout = TimeSpan.FromMinutes(15);

    // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    public const int MaxConcurrency = 10_000;

    // A message is hidden for 12 hours from its receive at most. Until a function changes that, it may have waited for a
    // batching window of 5 minutes and for the longest invocation.
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
    public static readonly TimeSpan MaxVisibility = TimeSpan.FromHours(12) - TimeSpan.FromMinutes(20);
}
