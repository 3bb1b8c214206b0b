using System.Diagnostics;

namespace Messaging;

/// <summary>The spans, by the OpenTelemetry conventions for messaging.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/</remarks>
internal static class MessagingSpans
{
    public const string SourceName = "Messaging";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Starts the span of a publish to one destination. What it writes into the envelope is its own context.</summary>
    public static Activity? StartSend(OpenDestination destination, ActivityKind kind)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        return Source.StartActivity($"send {destination.Name}", kind)
            ?.SetTag("messaging.system", destination.System)
            .SetTag("messaging.operation.name", "send")
            .SetTag("messaging.operation.type", "send")
            .SetTag("messaging.destination.name", destination.Name);
    }

    /// <summary>Starts the span of a publish to several destinations: they share one envelope, and so one creation.</summary>
    public static Activity? StartCreate(string messageName, Destination[] destinations)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var systems = destinations.Select(destination => destination.Open.System).Distinct().ToList();
        return Source.StartActivity($"create {messageName}", ActivityKind.Producer)
            ?.SetTag("messaging.system", systems is [var one] ? one : null)
            .SetTag("messaging.operation.name", "create")
            .SetTag("messaging.operation.type", "create");
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

    /// <summary>Says which message a span is about.</summary>
    public static void Identify(this Activity? activity, Envelope envelope) =>
        activity?.SetTag("messaging.message.id", envelope.Id)
            .SetTag("messaging.message.conversation_id", envelope.CorrelationId);

    /// <summary>Marks a span as failed. The text of an exception stays out of it.</summary>
    public static void Fail(this Activity? activity, string error) =>
        activity?.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error);
}
