using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>Puts a consumer together: its handlers, its stages and its pump.</summary>
internal sealed class ConsumerFactory(
    MessagingRegistrations registrations, MessageCatalog catalog, IEnumerable<IUnwrapper> unwrappers,
    IServiceScopeFactory scopes, MonotonicClock clock, TaskStarter tasks, MessagingLoggers loggers, ConsumerDirectory directory,
    SharedLimits limits, IServiceProvider services)
{
    /// <exception cref="MessagingConfigurationException">The handlers contradict each other, or there is none.</exception>
    public HandlerTable CheckHandlers(ConsumerRegistration consumer)
    {
        var table = new HandlerTable(consumer.Name, consumer.Handlers, consumer.Unnamed, catalog, consumer.Unknown);
        foreach (var handler in consumer.Handlers)
        {
            handler.Guard.Check(services, consumer.Name, handler.HandlerType);
            if (handler.FindMissing(services) is { } missing)
            {
                throw new MessagingConfigurationException(
                    $"Consumer '{consumer.Name}': handler '{handler.HandlerType}' needs '{missing}', which is not registered: every message " +
                    "would fail. Register it with the services, or register the handler itself.");
            }
        }

        registrations.Middleware.Check(services);
        consumer.Middleware.Check(services);
        return table;
    }

    /// <summary>Gets the most messages that one call of a consumer's handlers takes.</summary>
    public static int MaxBatch(ConsumerRegistration consumer) =>
        consumer.Handlers.Select(handler => handler.MaxBatch).DefaultIfEmpty(1).Max();

    public ConsumerPump Create(
        ConsumerRegistration consumer, string system, ConsumerOptions options, IQueueChannel channel)
    {
        var journey = CreateJourney(consumer, system, channel.Facts.QueueName, options.HandlerTimeout);
        var logger = loggers.Create("Messaging.Consumer." + consumer.Name);
        var shared = consumer.SharedLimit is { } limit ? limits.Get(consumer.Name, limit.Name, limit.Max) : null;
        var pump = new ConsumerPump(consumer.Name, options, new MeasuredChannel(channel, system, clock), journey, clock, tasks, logger, Random.Shared, shared);
        directory.Add(consumer.Name, pump);
        return pump;
    }

    /// <summary>Puts the stages together for messages that come from elsewhere than a queue that is polled.</summary>
    public ConsumeJourney CreateJourney(
        ConsumerRegistration consumer, string system, string source, TimeSpan? handlerTimeout = null)
    {
        var middleware = registrations.Middleware.Factories.Concat(consumer.Middleware.Factories).ToArray();
        var rules = new HandlingRules { Timeout = handlerTimeout, Exceptions = consumer.Exceptions };
        return new ConsumeJourney(
            new CountStage(consumer.Name, system, source),
            new UnwrapStage(CheckHandlers(consumer), [.. unwrappers]),
            new ReadStage(catalog),
            new HandleStage(consumer.Name, system, source, scopes, middleware, clock.TimeProvider, rules));
    }
}
