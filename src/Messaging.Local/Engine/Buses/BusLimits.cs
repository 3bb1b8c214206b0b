namespace Messaging.Local;

/// <summary>The limits of Amazon EventBridge.</summary>
/// <remarks>https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html</remarks>
internal static class BusLimits
{
    public const int PutEntries = 10;

    /// <summary>The bytes of all entries of a request; it was 262,144 until January 2026.</summary>
    public const int PutSize = 1_048_576;

    public const int DetailTypeLength = 128;

    public const int JsonDepth = 1_000;

    public const int Buses = 100;

    public const int BusNameLength = 256;

    public const int RulesPerBus = 300;

    public const int RuleNameLength = 64;

    public const int PatternLength = 4_096;

    public const int DescriptionLength = 512;

    public const int TargetsPerRule = 5;

    public const int TargetsPerRequest = 10;

    public const int RemovedTargets = 100;

    public const int TargetIdLength = 64;

    public const int InputLength = 8_192;

    public const int PathLength = 256;

    public const int Paths = 100;

    public const int RetryAttempts = 185;

    public const int LeastAgeSeconds = 60;

    public const int MostAgeSeconds = 86_400;

    public const int PageSize = 100;

    public const int Tags = 50;

    public const int StatementIdLength = 64;

    /// <summary>How many buses an event may reach: the one that it was put on, and one more.</summary>
    public const int BusesPerEvent = 2;
}
