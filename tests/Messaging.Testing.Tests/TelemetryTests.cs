using System.Collections.Concurrent;
using System.Diagnostics;
using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Testing.Tests;

/// <summary>Spans and metrics of an application on the embedded broker, as a listener of OpenTelemetry sees them.</summary>
public sealed class TelemetryTests : IDisposable
{
    // Listeners hear the whole process: each test has queues of its own.
    private readonly string _queue = $"orders-{Guid.NewGuid():N}";
    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly ActivityListener _listener;

    public TelemetryTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Messaging",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [Fact]
    public async Task A_handling_links_to_the_span_of_its_publish_although_nobody_traced_the_caller()
    {
        await using var harness = await StartAsync();
        Activity.Current = null;

        var receipt = await harness.PublishAsync(new OrderPlaced(1), new PublishOptions { CorrelationId = "c-1" });
        await harness.WaitForHandledAsync<OrderPlaced>();

        var send = Assert.Single(_spans, span => span.DisplayName == $"send {_queue}");
        var process = Assert.Single(_spans, span => span.DisplayName == $"process {_queue}");
        Assert.Equal((ActivityKind.Producer, ActivityKind.Consumer), (send.Kind, process.Kind));
        Assert.Equal((send.TraceId, send.SpanId), Linked(process));
        Assert.NotEqual(send.TraceId, process.TraceId);
        foreach (var (span, operation) in new[] { (send, "send"), (process, "process") })
        {
            Assert.Equal("aws_sqs", span.GetTagItem("messaging.system"));
            Assert.Equal(operation, span.GetTagItem("messaging.operation.name"));
            Assert.Equal(operation, span.GetTagItem("messaging.operation.type"));
            Assert.Equal(_queue, span.GetTagItem("messaging.destination.name"));
            Assert.Equal(receipt.MessageId, span.GetTagItem("messaging.message.id"));
            Assert.Equal("c-1", span.GetTagItem("messaging.message.conversation_id"));
            Assert.Equal(ActivityStatusCode.Unset, span.Status);
        }
    }

    [Fact]
    public async Task A_publish_to_two_queues_is_one_creation_with_a_send_for_each()
    {
        var copies = _queue + "-copies";
        await using var harness = await StartAsync(configure: messaging => messaging.PublishToQueue<OrderPlaced>(copies));

        await harness.PublishAsync(new OrderPlaced(1));
        await harness.WaitForHandledAsync<OrderPlaced>();

        var sends = _spans.Where(span => span.DisplayName == $"send {_queue}" || span.DisplayName == $"send {copies}").ToList();
        var create = Assert.Single(_spans, span => span.SpanId == sends[0].ParentSpanId);
        Assert.Equal(2, sends.Count);
        Assert.All(sends, send => Assert.Equal((create.SpanId, ActivityKind.Client), (send.ParentSpanId, send.Kind)));
        Assert.Equal(("create acme.order-placed.v1", ActivityKind.Producer), (create.DisplayName, create.Kind));
        Assert.Equal("aws_sqs", create.GetTagItem("messaging.system"));
        Assert.Equal((create.TraceId, create.SpanId), Linked(Assert.Single(_spans, span => span.DisplayName == $"process {_queue}")));
    }

    [Fact]
    public async Task A_bare_message_of_another_service_is_linked_by_the_trace_header_that_came_with_it()
    {
        await using var harness = await StartAsync();
        var client = harness.Services.GetRequiredService<IAmazonSQS>();
        await client.SendMessageAsync(new SendMessageRequest
        {
            QueueUrl = (await client.GetQueueUrlAsync(_queue)).QueueUrl,
            MessageBody = """{"number":1}""",
            MessageSystemAttributes = new()
            {
                ["AWSTraceHeader"] = new()
                {
                    DataType = "String",
                    StringValue = "Root=1-0af76519-16cd43dd8448eb211c80319c;Parent=b7ad6b7169203331;Sampled=1",
                },
            },
        });

        await harness.WaitForHandledAsync<OrderPlaced>();

        var (trace, span) = Linked(Assert.Single(_spans, span => span.DisplayName == $"process {_queue}"));
        Assert.Equal(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"), (trace.ToHexString(), span.ToHexString()));
    }

    [Fact]
    public async Task A_queue_delivers_the_trace_header_of_the_publish()
    {
        await using var harness = await StartAsync(consumes: false);

        await harness.PublishAsync(new OrderPlaced(1));

        var client = harness.Services.GetRequiredService<IAmazonSQS>();
        var answer = await client.ReceiveMessageAsync(new ReceiveMessageRequest
        {
            QueueUrl = (await client.GetQueueUrlAsync(_queue)).QueueUrl,
            MessageSystemAttributeNames = ["AWSTraceHeader"],
        });
        var send = Assert.Single(_spans, span => span.DisplayName == $"send {_queue}");
        var trace = send.TraceId.ToHexString();
        Assert.Equal(
            $"Root=1-{trace[..8]}-{trace[8..]};Parent={send.SpanId.ToHexString()};Sampled=1",
            Assert.Single(answer.Messages).Attributes["AWSTraceHeader"]);
    }

    [Fact]
    public async Task A_failed_handling_and_a_refused_publish_are_failed_spans_without_the_text_of_the_exception()
    {
        await using var harness = await StartAsync((_, _, _) => throw new InvalidOperationException("secret"));

        await harness.PublishAsync(new OrderPlaced(1));
        await harness.WaitUntilIdleAsync();
        await Assert.ThrowsAsync<MessageWriteException>(() => harness.PublishAsync(
            new OrderPlaced(2), new PublishOptions { Headers = new Dictionary<string, string> { ["type"] = "taken" } }));

        var process = Assert.Single(_spans, span => span.DisplayName == $"process {_queue}");
        var refused = Assert.Single(_spans, span => span.DisplayName == $"send {_queue}" && span.Status == ActivityStatusCode.Error);
        Assert.Equal(typeof(InvalidOperationException).FullName, process.GetTagItem("error.type"));
        Assert.Equal(typeof(MessageWriteException).FullName, refused.GetTagItem("error.type"));
        Assert.Equal((ActivityStatusCode.Error, null), (process.Status, process.StatusDescription));
        Assert.All(_spans, span => Assert.DoesNotContain(span.TagObjects, tag => tag.Value is string text && text.Contains("secret", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_was_sent_received_handled_and_asked_of_the_queue_is_counted()
    {
        using var metrics = new RecordedMetrics(_queue);
        await using (var harness = await StartAsync(static (order, context, _) =>
        {
            switch (order.Number)
            {
                case 2: throw new InvalidOperationException("Broken.");
                case 3: context.DeadLetter("Unknown."); break;
                default: break;
            }

            return Task.CompletedTask;
        }))
        {
            await harness.Publisher.PublishManyAsync([new OrderPlaced(1), new OrderPlaced(2), new OrderPlaced(3)]);
            await harness.WaitUntilIdleAsync();
            await harness.AdvanceAsync(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(3, metrics.Sum("messaging.client.sent.messages", "messaging.operation.name", "send"));
        // The second comes three times.
        Assert.Equal(5, metrics.Sum("messaging.client.consumed.messages", "messaging.operation.name", "receive"));
        Assert.Equal(1, metrics.Sum("messaging.consumer.outcomes", "messaging.consumer.outcome", "handled"));
        Assert.Equal(3, metrics.Sum("messaging.consumer.outcomes", "messaging.consumer.outcome", "retry"));
        Assert.Equal(1, metrics.Sum("messaging.consumer.outcomes", "messaging.consumer.outcome", "dead_letter"));
        Assert.Equal(0, metrics.Sum("messaging.consumer.running", "messaging.consumer.name", _queue));
        Assert.Equal(5, metrics.Count("messaging.process.duration", "messaging.operation.name", "process"));
        Assert.Equal(3, metrics.Count("messaging.process.duration", "error.type", typeof(InvalidOperationException).FullName!));
        foreach (var operation in new[] { "send", "receive", "delete", "change_visibility", "dead_letter" })
        {
            Assert.True(metrics.Count("messaging.client.operation.duration", "messaging.operation.name", operation) > 0, operation);
        }

        Assert.Equal(0, metrics.Count("messaging.client.operation.duration", "error.type", typeof(TaskCanceledException).FullName!));
    }

    public void Dispose() => _listener.Dispose();

    private static (ActivityTraceId Trace, ActivitySpanId Span) Linked(Activity activity)
    {
        var link = Assert.Single(activity.Links);
        return (link.Context.TraceId, link.Context.SpanId);
    }

    private Task<MessagingHarness> StartAsync(
        OrderHandler.Script? script = null, bool consumes = true,
        Action<MessagingBuilder>? configure = null) =>
        MessagingHarness.StartAsync(services =>
        {
            services.AddSingleton(script ?? ((_, _, _) => Task.CompletedTask));
            var messaging = services.AddMessaging()
                .AddMessage<OrderPlaced>("acme.order-placed.v1")
                .PublishToQueue<OrderPlaced>(_queue);
            if (consumes)
            {
                messaging.AddSqsConsumer(_queue, consumer => consumer
                    .Handle<OrderPlaced, OrderHandler>()
                    .DeadLetterTo(_queue + "-dlq", maxReceives: 3));
            }

            configure?.Invoke(messaging);
        });
}
