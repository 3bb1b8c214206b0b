using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Lambda.Tests;

/// <summary>Events of SNS and EventBridge, and what is none of a service that can be handled.</summary>
public sealed class EventTests
{
    [Fact]
    public async Task A_notification_of_a_topic_is_handled()
    {
        await using var function = new FunctionFixture();

        var answer = await function.InvokeAsync(Events.Topic(Events.Envelope("a")));

        Assert.Equal("{}", answer);
        var context = Assert.Single(function.Script.Contexts);
        Assert.Equal(("e-a", "eu"), (context.MessageId, context.Headers["region"]));
    }

    [Fact]
    public async Task A_bare_notification_is_read_as_the_only_type()
    {
        await using var function = new FunctionFixture();

        await function.InvokeAsync(Events.Topic("""{"orderId":"a"}"""));

        Assert.Equal(["a"], function.Script.Handled);
        Assert.Equal("n-1", Assert.Single(function.Script.Contexts).MessageId);
    }

    [Fact]
    public async Task An_event_of_a_bus_is_handled_in_an_envelope_and_bare()
    {
        await using var function = new FunctionFixture();

        await function.InvokeAsync(Events.Bus(Events.Envelope("a")));
        await function.InvokeAsync(Events.Bus("""{"orderId":"b"}"""));

        Assert.Equal(["a", "b"], function.Script.Handled);
        Assert.Equal(["e-a", "b-1"], function.Script.Contexts.Select(context => context.MessageId));
    }

    [Fact]
    public async Task An_event_may_be_as_deep_as_the_json_options_say()
    {
        await using var function = new FunctionFixture(
            configure: builder => builder.Services.AddMessaging().ConfigureJson(json => json.MaxDepth = 128));

        await function.InvokeAsync(Events.Bus($$"""{"orderId":"a","more":{{new string('[', 80)}}{{new string(']', 80)}}}"""));

        Assert.Equal(["a"], function.Script.Handled);
    }

    [Fact]
    public void Envelopes_that_come_alone_are_of_one_source_whoever_sent_them()
    {
        static EventSource SourceOf(string source) => LambdaEventReader.Read(System.Text.Encoding.UTF8.GetBytes(
            $$$"""{"specversion":"1.0","id":"1","source":"{{{source}}}","type":"order.v1","data":{}}""")).Source;

        Assert.Equal(SourceOf("/customers/1"), SourceOf("/customers/2"));
    }

    [Fact]
    public async Task The_detail_alone_is_handled_when_it_is_an_envelope()
    {
        await using var function = new FunctionFixture();

        await function.InvokeAsync(Events.Envelope("a"));

        Assert.Equal(["a"], function.Script.Handled);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_failure_fails_the_invocation_so_that_lambda_tries_again(bool topic)
    {
        await using var function = new FunctionFixture();
        function.Script.Run = (_, _, _) => throw new TimeoutException("no");
        var happened = topic
            ? Events.Topic(Events.Envelope("a"))
            : Events.Bus(Events.Envelope("a"));

        await Assert.ThrowsAsync<MessagesFailedException>(() => function.InvokeAsync(happened));
    }

    [Fact]
    public async Task A_retry_after_a_while_is_left_to_lambda()
    {
        await using var function = new FunctionFixture();
        function.Script.Run = (_, context, _) =>
        {
            context.RetryAfter(TimeSpan.FromMinutes(1));
            return Task.CompletedTask;
        };

        await Assert.ThrowsAsync<MessagesFailedException>(
            () => function.InvokeAsync(Events.Topic(Events.Envelope("a"))));

        Assert.Contains(function.Log.Entries, entry => entry.Id == 6011);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_cannot_be_read_is_set_aside_where_a_queue_is_named(bool isNamed)
    {
        await using var function = new FunctionFixture(function: added =>
        {
            if (isNamed)
            {
                added.DeadLetterTo("letters");
            }
        });
        await function.Sqs.CreateQueueAsync("letters");
        var happened = Events.Topic(Events.Envelope("a", "unknown.v1"));

        if (!isNamed)
        {
            await Assert.ThrowsAsync<MessagesFailedException>(() => function.InvokeAsync(happened));
            return;
        }

        await function.InvokeAsync(happened);
        var letter = Assert.Single(function.Broker.Peek("letters"));
        Assert.Equal("order-events", letter.Attributes["dead-letter-source"]);
        Assert.Contains("\"TopicArn\"", letter.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{broken")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{"Records":{}}""")]
    [InlineData("""{"Records":[]}""")]
    [InlineData("""{"Records":[{}]}""")]
    [InlineData("""{"Records":[7]}""")]
    [InlineData("""{"Records":[{"eventSource":"aws:s3"}]}""")]
    [InlineData("""{"Records":[{"eventSource":"aws:kinesis","kinesis":{}}]}""")]
    [InlineData("""{"Records":[{"eventSource":"aws:sqs","messageId":"a","receiptHandle":"r","body":"b"}]}""")]
    [InlineData("""{"Records":[{"eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:eu-west-1:1:q","receiptHandle":"r","body":"b"}]}""")]
    [InlineData("""{"Records":[{"eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:eu-west-1:1:q","messageId":"","receiptHandle":"r","body":"b"}]}""")]
    [InlineData("""{"Records":[{"eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:eu-west-1:1:q","messageId":"a","body":"b"}]}""")]
    [InlineData("""{"Records":[{"eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:eu-west-1:1:q","messageId":"a","receiptHandle":"r"}]}""")]
    [InlineData("""{"Records":[{"eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:eu-west-1:1:q","messageId":"\ud800","receiptHandle":"r","body":""}]}""")]
    [InlineData("""{"Records":[{"EventSource":"aws:sns"}]}""")]
    [InlineData("""{"Records":[{"EventSource":"aws:sns","Sns":{"TopicArn":"arn:aws:sns:eu-west-1:1:t"}}]}""")]
    [InlineData("""{"version":"2.0","routeKey":"$default","rawPath":"/","requestContext":{}}""")]
    [InlineData("""{"source":"com.acme","detail":{}}""")]
    public async Task What_is_no_event_of_a_queue_a_topic_or_a_bus_is_refused_whole(string happened)
    {
        await using var function = new FunctionFixture();

        await Assert.ThrowsAsync<LambdaEventException>(() => function.InvokeAsync(happened));

        Assert.Empty(function.Script.Contexts);
    }

    [Fact]
    public async Task An_event_of_two_sources_is_refused_whole()
    {
        await using var function = new FunctionFixture();
        var mixed = JsonNode.Parse(Events.Queue("orders", Events.Record("a")))!;
        var other = JsonNode.Parse(Events.Queue("other", Events.Record("b")))!;
        mixed["Records"]!.AsArray().Add(other["Records"]![0]!.DeepClone());

        var refusal = await Assert.ThrowsAsync<LambdaEventException>(() => function.InvokeAsync(mixed.ToJsonString()));

        Assert.Contains("queue 'orders' and from queue 'other'", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(function.Script.Contexts);
    }
}
