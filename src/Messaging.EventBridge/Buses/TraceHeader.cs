using System.Diagnostics;

namespace Messaging.EventBridge;

/// <summary>Writes a W3C trace parent as the trace header of AWS X-Ray.</summary>
/// <remarks>https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader</remarks>
internal static class TraceHeader
{
    public static string? Of(string? traceParent)
    {
        if (!ActivityContext.TryParse(traceParent, null, out var context))
        {
            return null;
        }

        var trace = context.TraceId.ToHexString();
        var sampled = context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? '1' : '0';
        return $"Root=1-{trace[..8]}-{trace[8..]};Parent={context.SpanId.ToHexString()};Sampled={sampled}";
    }
}
