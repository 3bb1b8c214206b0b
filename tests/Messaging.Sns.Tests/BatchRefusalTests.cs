using System.Net;
using Amazon.Runtime;
using Messaging.Aws;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Sns.Tests;

/// <summary>SNS refuses a whole batch for what one message holds, and publishes none of it.</summary>
public sealed class BatchRefusalTests : IDisposable
{
    private readonly Topic _topic = new();
    private ServiceProvider? _provider;

    public void Dispose() => _provider?.Dispose();

    [Theory]
    [InlineData("InvalidParameter", "events")]
    [InlineData("InvalidParameter", "events.fifo")]
    [InlineData("ParameterValueInvalid", "events")]
    [InlineData("InvalidParameterValue", "events")]
    [InlineData("ValidationError", "events.fifo")]
    public async Task A_message_that_the_topic_refuses_fails_alone_of_its_batch(string code, string topic)
    {
        _topic.Refuse = entry => IsNumber(entry, 5) ? Refusal(code) : null;

        var outcomes = await PublishBatchAsync(topic);

        Assert.Equal(10, Assert.Single(_topic.Batches));
        Assert.Equal(10, _topic.Alone);
        Assert.Equal([5], Failed(outcomes));
        var exception = Assert.IsType<SendException>(outcomes[4].Exception);
        Assert.Equal((code, false), (exception.Code, exception.IsTransient));
    }

    [Fact]
    public async Task Messages_that_are_too_long_together_are_published_alone()
    {
        _topic.RefuseBatch = () => Refusal("BatchRequestTooLong");

        Assert.Empty(Failed(await PublishBatchAsync("events")));

        Assert.Equal(10, _topic.Alone);
    }

    [Theory]
    [InlineData("AuthorizationError", HttpStatusCode.Forbidden, false)]
    [InlineData("NotFound", HttpStatusCode.NotFound, false)]
    [InlineData("Throttled", HttpStatusCode.TooManyRequests, true)]
    [InlineData("InternalError", HttpStatusCode.InternalServerError, true)]
    public async Task What_the_topic_refuses_whatever_it_is_is_not_sent_alone(string code, HttpStatusCode status, bool isTransient)
    {
        _topic.RefuseBatch = () => Refusal(code, status);

        var outcomes = await PublishBatchAsync("events");

        Assert.Equal(0, _topic.Alone);
        Assert.All(outcomes, outcome => Assert.Equal(isTransient, Assert.IsType<SendException>(outcome.Exception).IsTransient));
    }

    private static bool IsNumber(TopicEntry entry, int number) =>
        entry.Message.Contains($"\"number\":{number},", StringComparison.Ordinal);

    private static IEnumerable<int> Failed(IReadOnlyList<PublishOutcome> outcomes) =>
        Enumerable.Range(1, outcomes.Count).Where(number => !outcomes[number - 1].Succeeded);

    private static SnsException Refusal(string code, HttpStatusCode status = HttpStatusCode.BadRequest) =>
        new("no", null, ErrorType.Sender, code, "r-1", status);

    /// <summary>Publishes one message that leaves alone and stays under way, and the ten that gather meanwhile.</summary>
    private async Task<IReadOnlyList<PublishOutcome>> PublishBatchAsync(string topic)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider());
        services.AddSingleton<ITopicSender>(_topic);
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"Messaging:Destinations:{topic}:Address"] = $"arn:aws:sns:eu-west-1:111122223333:{topic}",
        }).Build());
        services.AddMessaging().PublishToTopic<OrderShipped>(topic, route => route.GroupBy(order => $"g{order.Number}"));
        _provider = services.BuildServiceProvider();
        var publisher = _provider.GetRequiredService<IMessagePublisher>();

        var first = publisher.PublishAsync(new OrderShipped(0));
        await _topic.FirstCame;
        var outcomes = await publisher.PublishManyAsync([.. Enumerable.Range(1, 10).Select(number => new OrderShipped(number))]);
        _topic.AnswerFirst();
        await first;
        return outcomes;
    }

    private sealed class Topic : ITopicSender
    {
        private readonly TaskCompletionSource _came = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _alone;

        public Func<TopicEntry, SnsException?> Refuse { get; set; } = _ => null;

        public Func<SnsException?> RefuseBatch { get; set; } = () => null;

        public List<int> Batches { get; } = [];

        /// <summary>Gets how many came alone, after the first one.</summary>
        public int Alone => _alone;

        public Task FirstCame => _came.Task;

        public void AnswerFirst() => _gate.SetResult();

        public async Task<TopicReceipt> PublishAsync(string topicArn, TopicEntry entry, CancellationToken cancellationToken = default)
        {
            if (IsNumber(entry, 0))
            {
                _came.SetResult();
                await _gate.Task;
                return new TopicReceipt { MessageId = "0" };
            }

            Interlocked.Increment(ref _alone);
            return Refuse(entry) is { } refusal ? throw refusal : new TopicReceipt { MessageId = "m" };
        }

        public Task<IReadOnlyList<TopicAnswer>> PublishBatchAsync(
            string topicArn, IReadOnlyList<TopicEntry> entries, CancellationToken cancellationToken = default)
        {
            Batches.Add(entries.Count);
            return (RefuseBatch() ?? entries.Select(Refuse).FirstOrDefault(refusal => refusal is not null)) is { } exception
                ? throw exception
                : Task.FromResult<IReadOnlyList<TopicAnswer>>(
                    [.. entries.Select(_ => TopicAnswer.Accepted(new TopicReceipt { MessageId = "m" }))]);
        }
    }
}
