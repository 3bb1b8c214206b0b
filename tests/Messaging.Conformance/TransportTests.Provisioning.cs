using Messaging.Aws;
using Messaging.Sqs;

namespace Messaging.Conformance;

public abstract partial class TransportTests
{
    [TransportFact]
    public async Task Creating_queues_twice_changes_nothing()
    {
        await using var first = await StartAsync(Provision);
        var before = await first.Queues.SettingsAsync(Queue);
        await first.StopAsync();

        await using var second = await StartAsync(Provision);

        Assert.Equal(before, await second.Queues.SettingsAsync(Queue));
        Assert.Equal("45", before["VisibilityTimeout"]);
        Assert.Contains(DeadLetters, before["RedrivePolicy"], StringComparison.Ordinal);

        void Provision(SqsConsumerBuilder consumer) => consumer
            .DeadLetterTo(DeadLetters, maxReceives: 4)
            .Configure(options => options.VisibilityTimeout = TimeSpan.FromSeconds(45));
    }

    [TransportFact]
    public async Task Creating_with_other_settings_changes_the_queue()
    {
        await using var first = await StartAsync(
            consumer => consumer.Configure(options => options.VisibilityTimeout = TimeSpan.FromSeconds(45)));
        await first.StopAsync();

        await using var second = await StartAsync(
            consumer => consumer.Configure(options => options.VisibilityTimeout = TimeSpan.FromSeconds(50)));

        Assert.Equal("50", (await second.Queues.SettingsAsync(Queue))["VisibilityTimeout"]);
    }

    [TransportFact]
    public async Task Validating_lists_everything_that_differs_and_changes_nothing()
    {
        await using var first = await StartAsync(consumer => consumer
            .DeadLetterTo(DeadLetters, maxReceives: 4)
            .Configure(options => options.VisibilityTimeout = TimeSpan.FromSeconds(45)));
        var before = await first.Queues.SettingsAsync(Queue);
        await first.StopAsync();
        await using var second = NewConsumer(consumer => consumer
            .DeadLetterTo(_name + "-other-dlq", maxReceives: 5)
            .Configure(options =>
            {
                options.VisibilityTimeout = TimeSpan.FromSeconds(50);
                options.Provisioning = Provisioning.Validate;
            }));

        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(second.StartAsync);

        Assert.Contains($"'{Queue}': VisibilityTimeout is 45 s, the code says 50 s", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"'{Queue}': RedrivePolicy", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"'{_name}-other-dlq' does not exist", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, await second.Queues.SettingsAsync(Queue));
    }

    [TransportFact]
    public async Task Validating_queues_that_are_as_the_code_says_lets_the_application_start()
    {
        await using var first = await StartAsync(consumer => consumer.DeadLetterTo(DeadLetters, maxReceives: 4));
        await first.StopAsync();

        await using var second = await StartAsync(consumer => consumer
            .DeadLetterTo(DeadLetters, maxReceives: 4)
            .Configure(options => options.Provisioning = Provisioning.Validate));

        await second.Publisher.PublishAsync(new Step("a", 1));
        await second.Probe.UntilHandledAsync(1);
    }

    [TransportFact]
    public async Task A_queue_that_is_not_there_fails_the_start_by_name()
    {
        await using var application = NewConsumer(
            consumer => consumer.Configure(options => options.Provisioning = Provisioning.None));

        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(application.StartAsync);

        Assert.Contains($"'{Queue}'", exception.Message, StringComparison.Ordinal);
    }
}
