using Messaging.Aws;
using Messaging.Sqs;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Conformance;

/// <summary>What the transport must do, whichever server answers.</summary>
public abstract partial class TransportTests
{
    private readonly string _name = "conformance-" + Guid.NewGuid().ToString("N")[..12];

    private string Queue => _name;

    private string DeadLetters => _name + "-dlq";

    private string Fifo => _name + ".fifo";

    /// <summary>Leads the library's clients to the server.</summary>
    protected abstract void Connect(IServiceCollection services);

    private Application NewApplication(Action<MessagingBuilder> configure) => new(Connect, configure);

    private async Task<Application> StartAsync(
        Action<SqsConsumerBuilder>? configure = null, string? queue = null, Func<Seen, Task>? behave = null)
    {
        var application = NewConsumer(configure, queue);
        application.Probe.Behave = behave ?? application.Probe.Behave;
        await application.StartAsync();
        return application;
    }

    private Application NewConsumer(Action<SqsConsumerBuilder>? configure = null, string? queue = null) =>
        NewApplication(messaging => messaging
            .PublishToQueue<Step>(queue ?? Queue, route => _ = queue == Fifo ? route.GroupBy(step => step.Group) : route)
            .AddSqsConsumer(queue ?? Queue, consumer =>
            {
                consumer.Handle<Step, StepHandler>().Configure(options =>
                {
                    options.Provisioning = Provisioning.Create;

                    // A stop waits for the open receive where cancelling one may lose messages for a while.
                    options.WaitTime = TimeSpan.FromSeconds(1);
                    options.RetryDelay = options.MaxRetryDelay = TimeSpan.FromSeconds(1);
                });
                configure?.Invoke(consumer);
            }));

    private static Task PublishAsync(Application application, IEnumerable<Step> steps) =>
        PublishAsync(application, [.. steps]);

    private static async Task PublishAsync(Application application, params IReadOnlyCollection<Step> steps)
    {
        var outcomes = await application.Publisher.PublishManyAsync(steps);
        Assert.All(outcomes, outcome => Assert.True(outcome.Succeeded, outcome.Exception?.Message));
    }
}
