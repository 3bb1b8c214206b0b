namespace Messaging.Local;

/// <summary>One topic. Its region's lock guards it.</summary>
internal sealed class Topic(string name, string arn)
{
    private readonly Deduplication _published = new();

    public string Name { get; } = name;

    public string Arn { get; } = arn;

    public bool IsFifo { get; } = name.EndsWith(".fifo", StringComparison.Ordinal);

    /// <summary>Gets the attributes that were set, by name.</summary>
    public Dictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public List<Subscription> Subscriptions { get; } = [];

    public int Unsubscribed { get; set; }

    public bool DeduplicatesByContent => Attributes.GetValueOrDefault("ContentBasedDeduplication") == "true";

    public int MaximumMessageSize => Attributes.GetValueOrDefault("MaximumMessageSize") is { } size
        ? int.Parse(size, System.Globalization.CultureInfo.InvariantCulture)
        : SnsLimits.DefaultMessageSize;

    public string SignatureVersion => Attributes.GetValueOrDefault("SignatureVersion", "1");

    private bool DeduplicatesByGroup => Attributes.GetValueOrDefault("FifoThroughputScope") == "MessageGroup";

    /// <summary>Finds what was published under a deduplication id in the last five minutes.</summary>
    public bool TryFindPublished(PublishRequest request, DateTime now, out SentMessage earlier) =>
        _published.TryFind(Key(request), now, out earlier);

    public void Remember(PublishRequest request, SentMessage sent, DateTime now) =>
        _published.Remember(Key(request), sent, now);

    private DeduplicationKey Key(PublishRequest request) =>
        new(DeduplicatesByGroup ? request.GroupId : null, request.DeduplicationId!);
}
