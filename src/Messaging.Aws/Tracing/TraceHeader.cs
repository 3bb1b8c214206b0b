using System.Diagnostics;

namespace Messaging.Aws;

/// <summary>Writes W3C trace parents as trace headers of AWS X-Ray, and reads them back.</summary>
/// <remarks>https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader</remarks>
internal static class TraceHeader
{
    /// <summary>The system attribute of SQS that holds a trace header. It counts for no limit of the message.</summary>
    public const string SystemAttribute = "AWSTraceHeader";

    private const int EpochLength = 8;

    public static string? Of(string? traceParent)
    {
        if (!ActivityContext.TryParse(traceParent, null, out var context))
        {
            return null;
        }

        var trace = context.TraceId.ToHexString();
        var sampled = context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? '1' : '0';
        return $"Root=1-{trace[..EpochLength]}-{trace[EpochLength..]};Parent={context.SpanId.ToHexString()};Sampled={sampled}";
    }

    /// <summary>Gets the trace parent that a header stands for; null where it names no parent, or is none.</summary>
    public static string? ToTraceParent(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return null;
        }

        var (root, parent, flags) = (string.Empty, string.Empty, "00");
        foreach (var field in header.Split(';', StringSplitOptions.TrimEntries))
        {
            switch (field.Split('=', 2))
            {
                case ["Root", var value]: root = value; break;
                case ["Parent", var value]: parent = value; break;
                case ["Sampled", "1"]: flags = "01"; break;
                default: break;
            }
        }

        if (root.Split('-') is not ["1", { Length: EpochLength } epoch, var rest])
        {
            return null;
        }

        var traceParent = $"00-{epoch}{rest}-{parent}-{flags}".ToLowerInvariant();
        return ActivityContext.TryParse(traceParent, null, out _) ? traceParent : null;
    }
}
