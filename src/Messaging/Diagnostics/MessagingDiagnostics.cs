using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Messaging;

/// <summary>Spans and metrics, by the OpenTelemetry conventions for messaging.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/semconv/messaging/</remarks>
internal static class MessagingDiagnostics
{
    public const string Name = "Messaging";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> SentMessages = Meter.CreateCounter<long>(
        "messaging.client.sent.messages", "{message}", "Messages that destinations accepted or refused.");

    private static readonly Counter<long> ConsumedMessages = Meter.CreateCounter<long>(
        "messaging.client.consumed.messages", "{message}", "Messages that consumers received.");

    private static readonly Histogram<double> ProcessDuration = Meter.CreateHistogram<double>(
        "messaging.process.duration", "s", "How long messages were handled.");

    public static Activity? StartSend(OpenDestination destination, OutgoingMessage message)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var activity = Source.StartActivity($"send {destination.Name}", ActivityKind.Producer);
        activity?.SetTag("messaging.system", destination.System)
            .SetTag("messaging.operation.name", "send")
            .SetTag("messaging.operation.type", "send")
            .SetTag("messaging.destination.name", destination.Name)
            .SetTag("messaging.message.id", message.MessageId);
        return activity;
    }

    /// <summary>Starts the span of a handling. It links to the publish: one trace does not grow without end.</summary>
    public static Activity? StartProcess(string system, string queue, MessageContext context, Envelope envelope)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        ActivityLink[] links = ActivityContext.TryParse(envelope.TraceParent, envelope.TraceState, true, out var creation)
            ? [new ActivityLink(creation)]
            : [];
        var activity = Source.CreateActivity(
            $"process {queue}", ActivityKind.Consumer, default(ActivityContext), links: links);
        activity?.SetTag("messaging.system", system)
            .SetTag("messaging.operation.name", "process")
            .SetTag("messaging.operation.type", "process")
            .SetTag("messaging.destination.name", queue)
            .SetTag("messaging.message.id", context.MessageId)
            .SetTag("messaging.message.conversation_id", context.CorrelationId);
        return activity?.Start();
    }

    public static void Sent(OpenDestination destination) => SentMessages.Add(1, Tags(destination.System, "send", destination.Name));

    public static void SendFailed(OpenDestination destination, string? code)
    {
        var tags = Tags(destination.System, "send", destination.Name);
        tags.Add("error.type", code ?? "_OTHER");
        SentMessages.Add(1, tags);
    }

    public static void Received(string system, string queue, int count) =>
        ConsumedMessages.Add(count, Tags(system, "receive", queue));

    public static void Processed(string system, string queue, TimeSpan duration, string? error)
    {
        var tags = Tags(system, "process", queue);
        if (error is not null)
        {
            tags.Add("error.type", error);
        }

        ProcessDuration.Record(duration.TotalSeconds, tags);
    }

    private static TagList Tags(string system, string operation, string destination) => new()
    {
        { "messaging.system", system },
        { "messaging.operation.name", operation },
        { "messaging.destination.name", destination },
    };
}
