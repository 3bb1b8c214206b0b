using System.Collections.Frozen;
using System.Globalization;

namespace Messaging.Local;

/// <summary>The table of attributes that can be set, with their ranges.</summary>
internal static class QueueAttributes
{
    private static readonly FrozenDictionary<string, QueueAttribute> Table = new[]
    {
        Seconds("DelaySeconds", 0, SqsLimits.DelaySeconds, s => s.DelaySeconds, (s, n) => s with { DelaySeconds = n }),
        Seconds("MaximumMessageSize", 1024, SqsLimits.MaximumSize,
            s => s.MaximumMessageSize, (s, n) => s with { MaximumMessageSize = n }),
        Seconds("MessageRetentionPeriod", 60, 1_209_600,
            s => s.RetentionSeconds, (s, n) => s with { RetentionSeconds = n }),
        Seconds("ReceiveMessageWaitTimeSeconds", 0, SqsLimits.WaitSeconds,
            s => s.WaitSeconds, (s, n) => s with { WaitSeconds = n }),
        Seconds("VisibilityTimeout", 0, SqsLimits.VisibilitySeconds,
            s => s.VisibilitySeconds, (s, n) => s with { VisibilitySeconds = n }),
        new QueueAttribute("Policy", (s, v) => s with { Policy = QueuePolicy.Check(v) }, s => s.Policy),
        new QueueAttribute("RedrivePolicy",
            (s, v) => s with { Redrive = RedrivePolicy.Parse(v) }, s => s.Redrive?.Json),
        new QueueAttribute("RedriveAllowPolicy",
            (s, v) => s with { RedriveAllow = RedriveAllowPolicy.Parse(v) }, s => s.RedriveAllow?.Json),
        new QueueAttribute("KmsMasterKeyId", SetKmsKey, s => s.KmsKey),
        Seconds("KmsDataKeyReusePeriodSeconds", 60, 86_400,
            s => s.KmsReuseSeconds, (s, n) => s with { KmsReuseSeconds = n },
            hidden: QueueSettings.DefaultKmsReuseSeconds),
        new QueueAttribute("SqsManagedSseEnabled", SetManagedSse, s => Text(s.SqsManagedSse)),
        new QueueAttribute("FifoQueue", SetFifo, s => s.Fifo ? "true" : null),
        new QueueAttribute("ContentBasedDeduplication",
            SetContentDeduplication, s => Fifo(s, Text(s.ContentDeduplication))),
        Choice("DeduplicationScope", ["queue", QueueSettings.ScopeOfGroup],
            s => s.DeduplicationScope, (s, v) => s with { DeduplicationScope = v }),
        Choice("FifoThroughputLimit", ["perQueue", "perMessageGroupId"],
            s => s.ThroughputLimit, (s, v) => s with { ThroughputLimit = v }),
    }.ToFrozenDictionary(attribute => attribute.Name, StringComparer.Ordinal);

    public static IEnumerable<QueueAttribute> All => Table.Values;

    public static string? Show(QueueSettings settings, string name) => Table[name].Show(settings);

    public static bool Has(string name) => Table.ContainsKey(name);

    public static QueueSettings Apply(QueueSettings settings, IReadOnlyDictionary<string, string> values)
    {
        if (values.TryGetValue("SqsManagedSseEnabled", out var sse) && IsTrue(sse)
            && values.TryGetValue("KmsMasterKeyId", out var key) && key.Length > 0)
        {
            throw TwoEncryptions();
        }

        foreach (var (name, value) in values)
        {
            settings = Table.TryGetValue(name, out var attribute)
                ? attribute.Set(settings, value)
                : throw SqsErrors.UnknownAttribute(name);
        }

        return settings.ThroughputLimit == "perMessageGroupId"
            && settings.DeduplicationScope != QueueSettings.ScopeOfGroup
            ? throw SqsErrors.InvalidAttributeValue(
                "FifoThroughputLimit", "perMessageGroupId needs the DeduplicationScope messageGroup.")
            : settings;
    }

    private static QueueAttribute Seconds(
        string name,
        int least,
        int most,
        Func<QueueSettings, int> get,
        Func<QueueSettings, int, QueueSettings> set,
        int? hidden = null) => new(
        name,
        (settings, value) =>
            int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
                ? set(settings, number)
                : throw SqsErrors.InvalidAttributeValue(name, $"Must be between {least} and {most}."),
        settings => get(settings) == hidden ? null : get(settings).ToString(CultureInfo.InvariantCulture));

    private static QueueAttribute Choice(
        string name,
        string[] choices,
        Func<QueueSettings, string> get,
        Func<QueueSettings, string, QueueSettings> set) => new(
        name,
        (settings, value) =>
            !settings.Fifo ? throw SqsErrors.InvalidAttributeName(
                $"You can specify the {name} only when FifoQueue is set to true.")
            : choices.Contains(value) ? set(settings, value)
            : throw SqsErrors.InvalidAttributeValue(name, $"Must be one of {string.Join(", ", choices)}."),
        settings => Fifo(settings, get(settings)));

    private static QueueSettings SetKmsKey(QueueSettings settings, string value) => value.Length == 0
        ? settings with { KmsKey = null }
        : settings with { KmsKey = value, SqsManagedSse = false };

    private static QueueSettings SetManagedSse(QueueSettings settings, string value)
    {
        var wanted = ParseBoolean("SqsManagedSseEnabled", value);
        return wanted && settings.KmsKey is not null
            ? throw TwoEncryptions()
            : settings with { SqsManagedSse = wanted };
    }

    private static QueueSettings SetFifo(QueueSettings settings, string value)
    {
        if (!settings.Fifo)
        {
            throw SqsErrors.UnknownAttribute("FifoQueue");
        }

        return ParseBoolean("FifoQueue", value)
            ? settings
            : throw SqsErrors.InvalidAttributeValue("FifoQueue", "Modifying queue type is not supported.");
    }

    private static QueueSettings SetContentDeduplication(QueueSettings settings, string value) => settings.Fifo
        ? settings with { ContentDeduplication = ParseBoolean("ContentBasedDeduplication", value) }
        : throw SqsErrors.UnknownAttribute("ContentBasedDeduplication");

    private static bool ParseBoolean(string name, string value) =>
        bool.TryParse(value, out var parsed) ? parsed : throw SqsErrors.InvalidAttributeValue(name);

    private static ServiceException TwoEncryptions() => SqsErrors.InvalidAttributeName(
        "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.");

    private static bool IsTrue(string value) => bool.TryParse(value, out var parsed) && parsed;

    private static string Text(bool value) => value ? "true" : "false";

    private static string? Fifo(QueueSettings settings, string value) => settings.Fifo ? value : null;
}
