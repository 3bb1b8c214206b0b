using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>Puts a consumer together: its handlers, its stages and its pump.</summary>
internal sealed class ConsumerFactory(
    MessagingRegistrations registrations, MessageCatalog catalog, IEnumerable<IUnwrapper> unwrappers,
    IServiceScopeFactory scopes, MonotonicClock clock, TaskStarter tasks, ILoggerFactory loggers)
{
    /// <exception cref="MessagingConfigurationException">The handlers contradict each other, or there is none.</exception>
    public HandlerTable CheckHandlers(ConsumerRegistration consumer) =>
        new(consumer.Name, consumer.Handlers, consumer.Unnamed, catalog);

    public ConsumerPump Create(
        ConsumerRegistration consumer, string system, ConsumerOptions options, IQueueChannel channel)
    {
        var journey = CreateJourney(consumer, system, channel.Facts.QueueName);
        var logger = loggers.CreateLogger("Messaging.Consumer." + consumer.Name);
        return new ConsumerPump(consumer.Name, options, channel, journey, clock, tasks, logger, Random.Shared);
    }

    /// <summary>Puts the stages together for messages that come from elsewhere than a queue that is polled.</summary>
    public ConsumeJourney CreateJourney(ConsumerRegistration consumer, string system, string source)
    {
        var middleware = registrations.Middleware.Concat(consumer.Middleware).ToArray();
        return new ConsumeJourney(
            new UnwrapStage(CheckHandlers(consumer), [.. unwrappers]),
            new ReadStage(catalog),
            new HandleStage(consumer.Name, system, source, scopes, middleware, clock.TimeProvider));
    }
}
