namespace Messaging.Local;

/// <summary>The attributes of a queue that its owner sets. A change makes a new one.</summary>
internal sealed record QueueSettings
{
    public bool Fifo { get; init; }

    public int DelaySeconds { get; init; }

    public int MaximumMessageSize { get; init; } = SqsLimits.MaximumSize;

    public int RetentionSeconds { get; init; } = 345_600;

    public int WaitSeconds { get; init; }

    public int VisibilitySeconds { get; init; } = 30;

    public string? Policy { get; init; }

    public RedrivePolicy? Redrive { get; init; }

    public RedriveAllowPolicy? RedriveAllow { get; init; }

    public string? KmsKey { get; init; }

    public int KmsReuseSeconds { get; init; } = DefaultKmsReuseSeconds;

    public bool SqsManagedSse { get; init; } = true;

    public bool ContentDeduplication { get; init; }

    public string DeduplicationScope { get; init; } = "queue";

    public string ThroughputLimit { get; init; } = "perQueue";

    public const int DefaultKmsReuseSeconds = 300;

    public const string ScopeOfGroup = "messageGroup";
}
