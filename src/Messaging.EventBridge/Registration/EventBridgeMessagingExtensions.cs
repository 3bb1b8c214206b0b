using Messaging;
using Messaging.Aws;
using Messaging.EventBridge;
using Messaging.Sqs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Amazon EventBridge to messaging: routes to event buses, and rules that take events to queues, topics, functions and buses.</summary>
public static class EventBridgeMessagingExtensions
{
    /// <summary>Routes the messages of a type to an event bus.</summary>
    /// <typeparam name="TMessage">The declared type of the messages, whose name is the detail type of the events.</typeparam>
    /// <param name="builder">The messaging builder.</param>
    /// <param name="bus">
    /// The logical name of the bus, which is its address too unless <c>Messaging:Destinations:{bus}:Address</c> says otherwise;
    /// <c>default</c> is the bus that every account has.
    /// </param>
    /// <param name="source">The source of the events, such as <c>com.acme.payments</c>. Those of AWS begin with <c>aws.</c>.</param>
    /// <param name="configure">Says in what form messages go, and what they are about.</param>
    /// <returns>The messaging builder.</returns>
    /// <exception cref="ArgumentException">A name is empty, or the source begins with <c>aws.</c>.</exception>
    public static MessagingBuilder PublishToEventBus<TMessage>(
        this MessagingBuilder builder, string bus, string source, Action<EventRouteBuilder<TMessage>>? configure = null)
        where TMessage : notnull
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(bus);
        ArgumentException.ThrowIfNullOrWhiteSpace(source);
        if (source.StartsWith("aws.", StringComparison.Ordinal) || source.Length > 256)
        {
            throw new ArgumentException(
                $"The source '{source}' is not allowed: sources that begin with 'aws.' are those of AWS, and 256 characters are the limit. " +
                "Use one such as 'com.acme.payments'.", nameof(source));
        }

        AddEventBridge(builder, bus);
        var route = new EventRouteBuilder<TMessage>();
        configure?.Invoke(route);
        builder.Registrations.Use<TMessage>();
        builder.Registrations.Add(route.Build(bus, source));
        return builder;
    }

    /// <summary>Takes events of a bus to the consumer's queue by a rule.</summary>
    /// <param name="consumer">The consumer.</param>
    /// <param name="bus">The logical name of the bus, as in <see cref="PublishToEventBus{TMessage}"/>.</param>
    /// <param name="pattern">Says which events.</param>
    /// <returns>The consumer's builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="bus"/> is empty.</exception>
    public static SqsConsumerBuilder SubscribeToEventBus(
        this SqsConsumerBuilder consumer, string bus, Action<EventPatternBuilder> pattern)
    {
        ArgumentNullException.ThrowIfNull(consumer);
        Add(consumer.Messaging, bus, consumer, TopologyTargetKind.Queue, null, pattern);
        return consumer;
    }

    /// <summary>Takes events of a bus to a topic by a rule.</summary>
    /// <param name="builder">The messaging builder.</param>
    /// <param name="bus">The logical name of the bus, as in <see cref="PublishToEventBus{TMessage}"/>.</param>
    /// <param name="topic">The logical name of a topic that the application publishes or subscribes to.</param>
    /// <param name="pattern">Says which events.</param>
    /// <returns>The messaging builder.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static MessagingBuilder RouteEventsToTopic(
        this MessagingBuilder builder, string bus, string topic, Action<EventPatternBuilder> pattern) =>
        Add(builder, bus, null, TopologyTargetKind.Topic, topic, pattern);

    /// <summary>Takes events of a bus to a Lambda function by a rule.</summary>
    /// <param name="builder">The messaging builder.</param>
    /// <param name="bus">The logical name of the bus, as in <see cref="PublishToEventBus{TMessage}"/>.</param>
    /// <param name="functionArn">The ARN of the function, which must let EventBridge call it.</param>
    /// <param name="pattern">Says which events.</param>
    /// <returns>The messaging builder.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static MessagingBuilder RouteEventsToFunction(
        this MessagingBuilder builder, string bus, string functionArn, Action<EventPatternBuilder> pattern) =>
        Add(builder, bus, null, TopologyTargetKind.Function, functionArn, pattern);

    private static MessagingBuilder Add(
        MessagingBuilder builder, string bus, SqsConsumerBuilder? consumer, TopologyTargetKind kind, string? target,
        Action<EventPatternBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(bus);
        ArgumentNullException.ThrowIfNull(configure);
        if (consumer is null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(target);
        }

        AddEventBridge(builder, bus);
        var pattern = new EventPatternBuilder();
        configure(pattern);
        Registered.Of<EventRules>(builder.Services).All.Add(new RuleRegistration(bus, consumer, kind, target, pattern));
        return builder;
    }

    private static void AddEventBridge(MessagingBuilder builder, string bus)
    {
        var services = builder.Services;
        services.AddSingleton<IPostConfigureOptions<EventBridgeDestinationOptions>>(provider =>
            new PostConfigureOptions<EventBridgeDestinationOptions>(bus, options =>
            {
                if (provider.GetService<IConfiguration>()?.GetSection($"Messaging:Destinations:{bus}") is { } section)
                {
                    KnownSettings.Check<EventBridgeDestinationOptions>(section, AwsRegistration.DestinationSettings);
                    section.Bind(options);
                }
            }));
        if (services.Any(service => service.ServiceType == typeof(EventBridgeDestinationFactory)))
        {
            return;
        }

        SqsMessagingExtensions.AddSqs(services);
        var rules = Registered.Of<EventRules>(services);
        services.AddSingleton(new SettingNames(SettingNames.Destinations, _ => rules.All.Select(rule => rule.Bus)));
        services.AddOptions<EventBridgeDestinationOptions>();
        services.AddSingleton<EventBridgeDestinationFactory>();
        services.AddSingleton<IDestinationFactory>(provider => provider.GetRequiredService<EventBridgeDestinationFactory>());
        services.AddSingleton<ITopologySource, EventBridgeTopologySource>();
        services.AddSingleton<IProvisioner, EventBusProvisioner>();
        services.AddSingleton<IProvisioner, RuleProvisioner>();
        services.AddSingleton<IProvisioner, TargetProvisioner>();
    }
}
