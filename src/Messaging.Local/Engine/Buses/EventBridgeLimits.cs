namespace Messaging.Local;

/// <summary>The limits of Amazon EventBridge.</summary>
/// <remarks>https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html</remarks>
internal static class EventBridgeLimits
{
    public const int Entries = 10;
    public const int RequestSize = 1_048_576;
    public const int Buses = 100;
    public const int TargetsPerRule = 5;
    public const int PatternLength = 4096;
    public const int PageSize = 100;
    public const int Attempts = 185;
    public const int LeastAgeSeconds = 60;
    public const int AgeSeconds = 86_400;

    /// <summary>The most buses that an event passes after the one it was put on.</summary>
    public const int Hops = 2;
}
