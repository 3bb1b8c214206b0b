using System.Collections.Concurrent;
using System.Diagnostics;
using Messaging.Testing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Messaging.Docs;

/// <summary>What the page about observability says arrives, arrives: through OpenTelemetry itself.</summary>
public sealed class OpenTelemetryTests
{
    private static readonly double[] Conventional = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    [Fact]
    public async Task Spans_are_exported_with_the_link_and_the_tags_of_the_conventions()
    {
        var spans = new Kept<Activity>();
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource("Messaging")
            .AddProcessor(new SimpleActivityExportProcessor(spans)).Build();
        await using (var harness = await StartAsync("traced"))
        {
            await harness.PublishAsync(new Placed(1));
            await harness.WaitForHandledAsync<Placed>();
        }

        var send = Assert.Single(spans.Items, span => span.DisplayName == "send traced");
        var process = Assert.Single(spans.Items, span => span.DisplayName == "process traced");
        Assert.Equal((ActivityKind.Producer, ActivityKind.Consumer), (send.Kind, process.Kind));
        Assert.Equal(send.Context.SpanId, Assert.Single(process.Links).Context.SpanId);
        Assert.NotEqual(send.TraceId, process.TraceId);
        Assert.Equal(default, process.ParentSpanId);
        string[] tags =
        [
            "messaging.destination.name", "messaging.message.conversation_id", "messaging.message.id", "messaging.operation.name",
            "messaging.operation.type", "messaging.system",
        ];
        Assert.All([send, process], span => Assert.Equal(tags, span.TagObjects.Select(tag => tag.Key).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Durations_are_exported_with_the_buckets_of_the_conventions_and_the_time_in_the_queue_with_longer_ones()
    {
        var metrics = new Snapshots();
        using var provider = Sdk.CreateMeterProviderBuilder().AddMeter("Messaging").AddReader(new BaseExportingMetricReader(metrics)).Build();
        await using var harness = await StartAsync("measured");
        await harness.PublishAsync(new Placed(1));
        await harness.WaitForHandledAsync<Placed>();
        Assert.True(provider.ForceFlush());

        Assert.Equal(Conventional, metrics.Bounds["messaging.client.operation.duration"]);
        Assert.Equal(Conventional, metrics.Bounds["messaging.process.duration"]);
        Assert.Equal(86_400, metrics.Bounds["messaging.consumer.queue_time"][^1]);
        Assert.Contains("messaging.consumer.failing", metrics.Names);
        Assert.Contains("messaging.client.sent.messages", metrics.Names);
    }

    private static Task<MessagingHarness> StartAsync(string queue) => MessagingHarness.StartAsync(services => services.AddMessaging()
        .PublishToQueue<Placed>(queue)
        .AddSqsConsumer(queue, consumer => consumer.Handle<Placed, PlacedHandler>()));

    internal sealed record Placed(int Number);

    internal sealed class PlacedHandler : IMessageHandler<Placed>
    {
        public Task HandleAsync(Placed message, MessageContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Kept<T> : BaseExporter<T>
        where T : class
    {
        public ConcurrentQueue<T> Items { get; } = new();

        public override ExportResult Export(in Batch<T> batch)
        {
            foreach (var item in batch)
            {
                Items.Enqueue(item);
            }

            return ExportResult.Success;
        }
    }

    private sealed class Snapshots : BaseExporter<Metric>
    {
        public HashSet<string> Names { get; } = [];

        public Dictionary<string, List<double>> Bounds { get; } = [];

        public override ExportResult Export(in Batch<Metric> batch)
        {
            foreach (var metric in batch)
            {
                Names.Add(metric.Name);
                if (metric.MetricType == MetricType.Histogram)
                {
                    Bounds[metric.Name] = BoundsOf(metric);
                }
            }

            return ExportResult.Success;
        }

        private static List<double> BoundsOf(Metric metric)
        {
            var bounds = new List<double>();
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                bounds.Clear();
                foreach (var bucket in point.GetHistogramBuckets())
                {
                    if (!double.IsInfinity(bucket.ExplicitBound))
                    {
                        bounds.Add(bucket.ExplicitBound);
                    }
                }
            }

            return bounds;
        }
    }
}
