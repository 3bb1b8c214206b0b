using Messaging;
using Messaging.Aws;
using Messaging.Sns;
using Messaging.Sqs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Amazon SNS to messaging: routes to topics, and subscriptions of queues, functions and web addresses.</summary>
public static class SnsMessagingExtensions
{
    /// <summary>Routes the messages of a type to a topic.</summary>
    /// <typeparam name="TMessage">The declared type of the messages.</typeparam>
    /// <param name="builder">The messaging builder.</param>
    /// <param name="topic">
    /// The logical name of the topic, which is its address too unless <c>Messaging:Destinations:{topic}:Address</c> says
    /// otherwise. A name that ends in <c>.fifo</c> is a FIFO topic and needs groups.
    /// </param>
    /// <param name="configure">Says how messages are grouped, in what form they go, and with which attributes.</param>
    /// <returns>The messaging builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="topic"/> is empty.</exception>
    public static MessagingBuilder PublishToTopic<TMessage>(
        this MessagingBuilder builder, string topic, Action<TopicRouteBuilder<TMessage>>? configure = null)
        where TMessage : notnull
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(topic);
        AddSns(builder, topic);
        var route = new TopicRouteBuilder<TMessage>();
        configure?.Invoke(route);
        builder.Registrations.Use<TMessage>();
        builder.Registrations.Add(route.Build(topic));
        return builder;
    }

    /// <summary>Subscribes the consumer's queue to a topic.</summary>
    /// <param name="consumer">The consumer.</param>
    /// <param name="topic">The logical name of the topic, as in <see cref="PublishToTopic{TMessage}"/>.</param>
    /// <param name="subscription">Says which messages it takes; null for all.</param>
    /// <returns>The consumer's builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="topic"/> is empty.</exception>
    public static SqsConsumerBuilder SubscribeToTopic(
        this SqsConsumerBuilder consumer, string topic, Action<TopicSubscriptionBuilder>? subscription = null)
    {
        ArgumentNullException.ThrowIfNull(consumer);
        Subscribe(consumer.Messaging, topic, consumer, "sqs", null, subscription);
        return consumer;
    }

    /// <summary>Subscribes a Lambda function to a topic.</summary>
    /// <param name="builder">The messaging builder.</param>
    /// <param name="topic">The logical name of the topic, as in <see cref="PublishToTopic{TMessage}"/>.</param>
    /// <param name="functionArn">The ARN of the function, which must let SNS call it.</param>
    /// <param name="subscription">Says which messages it takes; null for all.</param>
    /// <returns>The messaging builder.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static MessagingBuilder SubscribeFunctionToTopic(
        this MessagingBuilder builder, string topic, string functionArn, Action<TopicSubscriptionBuilder>? subscription = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(functionArn);
        Subscribe(builder, topic, null, "lambda", functionArn, subscription);
        return builder;
    }

    /// <summary>Subscribes a web address to a topic. Whoever answers there confirms the subscription.</summary>
    /// <param name="builder">The messaging builder.</param>
    /// <param name="topic">The logical name of the topic, as in <see cref="PublishToTopic{TMessage}"/>.</param>
    /// <param name="address">The absolute http or https address.</param>
    /// <param name="subscription">Says which messages it takes; null for all.</param>
    /// <returns>The messaging builder.</returns>
    /// <exception cref="ArgumentException">The name is empty, or the address is neither http nor https.</exception>
    public static MessagingBuilder SubscribeEndpointToTopic(
        this MessagingBuilder builder, string topic, Uri address, Action<TopicSubscriptionBuilder>? subscription = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException($"'{address}' is no absolute http or https address.", nameof(address));
        }

        Subscribe(builder, topic, null, address.Scheme, address.AbsoluteUri, subscription);
        return builder;
    }

    private static void Subscribe(
        MessagingBuilder builder, string topic, SqsConsumerBuilder? consumer, string protocol, string? endpoint,
        Action<TopicSubscriptionBuilder>? configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(topic);
        AddSns(builder, topic);
        var subscription = new TopicSubscriptionBuilder();
        configure?.Invoke(subscription);
        Registered.Of<TopicSubscriptions>(builder.Services).All.Add(
            new SubscriptionRegistration(topic, consumer, protocol, endpoint, subscription));
    }

    private static void AddSns(MessagingBuilder builder, string topic)
    {
        var services = builder.Services;
        services.AddSingleton<IPostConfigureOptions<SnsDestinationOptions>>(provider =>
            new PostConfigureOptions<SnsDestinationOptions>(topic, options =>
            {
                if (provider.GetService<IConfiguration>()?.GetSection($"Messaging:Destinations:{topic}") is { } section)
                {
                    KnownSettings.Check<SnsDestinationOptions>(section, AwsRegistration.DestinationSettings);
                    section.Bind(options);
                }
            }));
        if (services.Any(service => service.ServiceType == typeof(SnsDestinationFactory)))
        {
            return;
        }

        SqsMessagingExtensions.AddSqs(services);
        var subscriptions = Registered.Of<TopicSubscriptions>(services);
        services.AddSingleton(new SettingNames(SettingNames.Destinations, _ => subscriptions.All.Select(subscription => subscription.Topic)));
        services.AddOptions<SnsDestinationOptions>();
        services.AddSingleton<TopicArns>();
        services.AddSingleton<SnsDestinationFactory>();
        services.AddSingleton<IDestinationFactory>(provider => provider.GetRequiredService<SnsDestinationFactory>());
        services.AddSingleton<ITopologySource, SnsTopologySource>();
        services.AddSingleton<IProvisioner, TopicProvisioner>();
        services.AddSingleton<IProvisioner, SubscriptionProvisioner>();
        services.TryAddSingleton<TopicAccess>();
        services.AddSingleton<IProvisioner>(provider => provider.GetRequiredService<TopicAccess>());
    }
}
