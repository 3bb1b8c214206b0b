namespace Messaging.Local;

/// <summary>The limits of Amazon SQS.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html</remarks>
internal static class SqsLimits
{
    public const int MaximumSize = 1_048_576;
    public const int BatchEntries = 10;
    public const int BatchIdLength = 80;
    public const int Attributes = 10;
    public const int AttributeNameLength = 256;
    public const int IdLength = 128;
    public const int InFlight = 120_000;
    public const int NameLength = 80;
    public const int Tags = 50;
    public const int ListedQueues = 1000;
    public const int NoisyGroupInFlight = 30;
    public const int WaitSeconds = 20;
    public const int DelaySeconds = 900;
    public const int VisibilitySeconds = 43_200;
    public const int MoveTasksListed = 10;
    public const int MovesPerSecond = 500;
    public const int PolicyStatements = 20;

    public static readonly TimeSpan Visibility = TimeSpan.FromSeconds(VisibilitySeconds);
    public static readonly TimeSpan DeduplicationWindow = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan ReceiveAttemptWindow = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan Cooldown = TimeSpan.FromSeconds(60);
}
