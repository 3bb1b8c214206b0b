using System.Globalization;
using Messaging.Aws;

namespace Messaging.Sqs;

/// <summary>One setting of a queue that is not as the code wants it; the texts are the service's.</summary>
internal sealed record QueueDifference(string Attribute, string? Actual, string Wanted);

/// <summary>Translates definitions into the attributes of queues, and compares them.</summary>
internal static class QueueAttributes
{
    public const string Redrive = "RedrivePolicy";

    public const string Fifo = "FifoQueue";

    private static readonly string[] InSeconds = ["VisibilityTimeout", "MessageRetentionPeriod", "DelaySeconds"];

    public static Dictionary<string, string> Wanted(TopologyQueue definition, string? deadLetterArn)
    {
        var wanted = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("VisibilityTimeout", Seconds(definition.VisibilityTimeout, SqsLimits.MaxVisibility));
        Add("MessageRetentionPeriod", Seconds(definition.MessageRetention, SqsLimits.MaxRetention));
        Add("DelaySeconds", Seconds(definition.Delay, SqsLimits.MaxDelay));
        Add("KmsMasterKeyId", definition.KmsKeyId);
        Add("SqsManagedSseEnabled", Text(definition.SqsManagedSse));
        Add("ContentBasedDeduplication", Text(definition.ContentBasedDeduplication));
        Add(Fifo, definition.IsFifo ? "true" : null);
        Add(Redrive, deadLetterArn is null
            ? null
            : new RedrivePolicy(deadLetterArn, definition.MaxReceives ?? RedrivePolicy.DefaultMaxReceives).ToJson());
        return wanted;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                wanted[name] = value;
            }
        }
    }

    public static List<QueueDifference> Differences(
        TopologyQueue definition, IReadOnlyDictionary<string, string> wanted, IReadOnlyDictionary<string, string> actual)
    {
        var differences = new List<QueueDifference>();
        foreach (var (name, value) in wanted)
        {
            var present = actual.GetValueOrDefault(name);
            if (name == Redrive)
            {
                CompareRedrive(definition, value, present, differences);
            }
            else if (!string.Equals(present ?? "", value, StringComparison.OrdinalIgnoreCase) && !IsDefault(present, value))
            {
                differences.Add(new QueueDifference(name, present, value));
            }
        }

        return differences;
    }

    public static string Describe(string queue, QueueDifference difference) =>
        $"queue '{queue}': {difference.Attribute} is {Describe(difference.Attribute, difference.Actual)}, " +
        $"the code says {Describe(difference.Attribute, difference.Wanted)}";

    private static void CompareRedrive(
        TopologyQueue definition, string value, string? present, List<QueueDifference> differences)
    {
        if (!RedrivePolicy.TryParse(value, out var wanted))
        {
            return;
        }

        var hasPolicy = RedrivePolicy.TryParse(present, out var actual);
        if (hasPolicy && definition.MaxReceives is null)
        {
            wanted = wanted with { MaxReceives = actual!.MaxReceives };
        }

        if (actual != wanted)
        {
            differences.Add(new QueueDifference(Redrive, present, wanted.ToJson()));
        }
    }

    // An attribute that says 'false' may be missing from the answer.
    private static bool IsDefault(string? present, string wanted) => present is null && wanted == "false";

    private static string Describe(string attribute, string? value) =>
        string.IsNullOrEmpty(value) ? "not set" : InSeconds.Contains(attribute) ? $"{value} s" : value;

    private static string? Seconds(TimeSpan? time, TimeSpan max) =>
        time is { } some ? SqsLimits.Seconds(some, max).ToString(CultureInfo.InvariantCulture) : null;

    private static string? Text(bool? value) => value switch { true => "true", false => "false", null => null };
}
