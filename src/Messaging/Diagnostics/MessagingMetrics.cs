using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Messaging;

/// <summary>The metrics, by the OpenTelemetry conventions for messaging where these have one.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/semconv/messaging/messaging-metrics/</remarks>
internal static class MessagingMetrics
{
    // The conventions ask for these buckets.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    };

    // A queue may hold a message for days.
    private static readonly InstrumentAdvice<double> SecondsToDays = new()
    {
        HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600, 14_400, 86_400],
    };

    private static readonly Meter Meter = new(MessagingSpans.SourceName);

    private static readonly Histogram<double> OperationDuration = Meter.CreateHistogram(
        "messaging.client.operation.duration", "s", "How long requests to queues, topics and buses took.", advice: Seconds);

    private static readonly Counter<long> SentMessages = Meter.CreateCounter<long>(
        "messaging.client.sent.messages", "{message}", "Messages that destinations accepted or refused.");

    private static readonly Counter<long> ConsumedMessages = Meter.CreateCounter<long>(
        "messaging.client.consumed.messages", "{message}", "Messages that consumers received.");

    private static readonly Histogram<double> ProcessDuration = Meter.CreateHistogram(
        "messaging.process.duration", "s", "How long messages were handled.", advice: Seconds);

    private static readonly Histogram<double> QueueTime = Meter.CreateHistogram(
        "messaging.consumer.queue_time", "s", "From when the queue took a message to when its handling began.", advice: SecondsToDays);

    private static readonly UpDownCounter<long> Running = Meter.CreateUpDownCounter<long>(
        "messaging.consumer.running", "{message}", "Messages that are being handled.");

    private static readonly Counter<long> Outcomes = Meter.CreateCounter<long>(
        "messaging.consumer.outcomes", "{message}", "What deliveries led to: handled, retry, dead_letter, not_handled.");

    private static readonly Counter<long> LostHolds = Meter.CreateCounter<long>(
        "messaging.consumer.lost_holds", "{message}", "Messages that could not be kept hidden while they were handled or waited.");

    private static readonly Counter<long> DeadLetters = Meter.CreateCounter<long>(
        "messaging.consumer.dead_letters", "{message}", "Messages that consumers moved to a dead-letter queue.");

    /// <summary>Gets what says of each consumer whether receiving or handling fails.</summary>
    public static ObservableGauge<int> Failing { get; } = Meter.CreateObservableGauge(
        "messaging.consumer.failing", () => ConsumerDirectory.Observe(static health => health.FailingSince is not null), "{consumer}",
        "1 while a consumer cannot receive, or everything it handles fails; otherwise 0.");

    /// <summary>Gets what says of each consumer whether it is paused.</summary>
    public static ObservableGauge<int> Paused { get; } = Meter.CreateObservableGauge(
        "messaging.consumer.paused", () => ConsumerDirectory.Observe(static health => health.IsPaused), "{consumer}",
        "1 while a consumer is paused; otherwise 0.");

    /// <summary>Gets whether anybody listens to what the stage of a consumer counts.</summary>
    public static bool CountsDeliveries => Running.Enabled || Outcomes.Enabled;

    /// <summary>Gets whether anybody listens to what a request counts.</summary>
    public static bool MeasuresRequests => OperationDuration.Enabled || ConsumedMessages.Enabled;

    public static void Requested(string system, string operation, string destination, TimeSpan duration, string? error) =>
        OperationDuration.Record(duration.TotalSeconds, WithType(Tags(system, operation, destination, error), operation switch
        {
            "receive" => "receive",
            "send" or "dead_letter" => "send",
            _ => "settle",
        }));

    public static void Sent(string system, string destination, string? error = null) =>
        SentMessages.Add(1, Tags(system, "send", destination, error));

    public static void Received(string system, string queue, int count) =>
        ConsumedMessages.Add(count, Tags(system, "receive", queue, error: null));

    public static void Processed(string system, string queue, TimeSpan duration, string? error) =>
        ProcessDuration.Record(duration.TotalSeconds, Tags(system, "process", queue, error));

    public static void Queued(string consumer, string system, string queue, DateTimeOffset? sentAt, TimeProvider time)
    {
        // The service's clock may be ahead of this one.
        if (QueueTime.Enabled && sentAt is { } since)
        {
            QueueTime.Record(Math.Max((time.GetUtcNow() - since).TotalSeconds, 0), Tags(consumer, system, queue));
        }
    }

    public static void Started(string consumer, string system, string queue, int change) =>
        Running.Add(change, Tags(consumer, system, queue));

    public static void Ended(string consumer, string system, string queue, SettlementKind outcome)
    {
        var tags = Tags(consumer, system, queue);
        tags.Add("messaging.consumer.outcome", outcome switch
        {
            SettlementKind.Complete => "handled",
            SettlementKind.Retry => "retry",
            SettlementKind.DeadLetter => "dead_letter",
            _ => "not_handled",
        });
        Outcomes.Add(1, tags);
    }

    public static void HoldLost(string consumer, string queue) => LostHolds.Add(1, Tags(consumer, queue));

    public static void DeadLettered(string consumer, string queue) => DeadLetters.Add(1, Tags(consumer, queue));

    public static TagList Tags(string consumer, string queue) => new()
    {
        { "messaging.consumer.name", consumer },
        { "messaging.destination.name", queue },
    };

    private static TagList WithType(TagList tags, string type)
    {
        tags.Add("messaging.operation.type", type);
        return tags;
    }

    private static TagList Tags(string consumer, string system, string queue) => new()
    {
        { "messaging.consumer.name", consumer },
        { "messaging.system", system },
        { "messaging.destination.name", queue },
    };

    private static TagList Tags(string system, string operation, string destination, string? error)
    {
        var tags = new TagList
        {
            { "messaging.system", system },
            { "messaging.operation.name", operation },
            { "messaging.destination.name", destination },
        };
        if (error is not null)
        {
            tags.Add("error.type", error);
        }

        return tags;
    }
}
