namespace Messaging.Local;

/// <summary>The limits of Amazon SNS.</summary>
/// <remarks>https://docs.aws.amazon.com/general/latest/gr/sns.html</remarks>
internal static class SnsLimits
{
    public const int DefaultMessageSize = 262_144;
    public const int MaximumMessageSize = 1_048_576;
    public const int MinimumMessageSize = 1_024;
    public const int LargeTopicSubscriptions = 100;
    public const int BatchEntries = 10;
    public const int NameLength = 256;
    public const int SubjectLength = 100;
    public const int PageSize = 100;

    public static readonly TimeSpan TokenLifetime = TimeSpan.FromDays(2);
}
