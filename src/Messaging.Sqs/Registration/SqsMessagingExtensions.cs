using Amazon.SQS;
using Messaging;
using Messaging.Aws;
using Messaging.Sqs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Amazon SQS to messaging: routes to queues, and hosted consumers of queues.</summary>
public static class SqsMessagingExtensions
{
    /// <summary>Routes the messages of a type to a queue.</summary>
    /// <typeparam name="TMessage">The declared type of the messages.</typeparam>
    /// <param name="builder">The messaging builder.</param>
    /// <param name="queue">
    /// The logical name of the queue, which is its address too unless <c>Messaging:Destinations:{queue}:Address</c> says
    /// otherwise. A name that ends in <c>.fifo</c> is a FIFO queue and needs groups.
    /// </param>
    /// <param name="configure">Says how messages are grouped and in what form they go.</param>
    /// <returns>The messaging builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="queue"/> is empty.</exception>
    public static MessagingBuilder PublishToQueue<TMessage>(
        this MessagingBuilder builder, string queue, Action<RouteBuilder<TMessage>>? configure = null)
        where TMessage : notnull
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(queue);
        AddSqs(builder.Services);
        var route = new RouteBuilder<TMessage>();
        configure?.Invoke(route);
        builder.Registrations.Use<TMessage>();
        builder.Registrations.Add(route.Build(SqsDestinationFactory.QueueKind, queue));
        builder.Services.AddSingleton<IPostConfigureOptions<SqsDestinationOptions>>(provider =>
            new PostConfigureOptions<SqsDestinationOptions>(
                queue, options =>
                {
                    var section = Section(provider, "Destinations", queue);
                    KnownSettings.Check<SqsDestinationOptions>(section, AwsRegistration.DestinationSettings);
                    section.Bind(options);
                }));
        return builder;
    }

    /// <summary>Adds a hosted consumer of a queue.</summary>
    /// <param name="builder">The messaging builder.</param>
    /// <param name="name">The name of the consumer, which is the queue's too unless its options say otherwise.</param>
    /// <param name="configure">Says what the consumer handles, and how it receives.</param>
    /// <returns>The messaging builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static MessagingBuilder AddSqsConsumer(
        this MessagingBuilder builder, string name, Action<SqsConsumerBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        AddSqs(builder.Services);
        var consumers = Registered.Of<SqsConsumers>(builder.Services);
        var isNew = consumers.GetOrAdd(name, out var registration);
        var consumer = new SqsConsumerBuilder(registration, builder);
        configure(consumer);
        GivenSettings<SqsConsumerOptions>.Add(builder, "Consumer", SettingNames.Consumers, registration, consumer.Settings);
        if (isNew)
        {
            AddConsumer(builder.Services, registration);
        }

        return builder;
    }

    /// <summary>Adds messaging, if it is not there yet, and a hosted consumer of a queue.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="name">The name of the consumer, which is the queue's too unless its options say otherwise.</param>
    /// <param name="configure">Says what the consumer handles, and how it receives.</param>
    /// <returns>The service collection.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static IServiceCollection AddSqsConsumer(
        this IServiceCollection services, string name, Action<SqsConsumerBuilder> configure)
    {
        services.AddMessaging().AddSqsConsumer(name, configure);
        return services;
    }

    internal static void AddSqs(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(SqsClients)))
        {
            return;
        }

        AwsRegistration.AddAws(services);
        var consumers = Registered.Of<SqsConsumers>(services);
        services.AddSingleton(new SettingNames(SettingNames.Consumers, _ => consumers.All.Select(consumer => consumer.Name)));
        services.AddSingleton<SqsClients>();
        services.AddSingleton(provider => new SharedQueues(
            provider.GetRequiredService<SqsConsumers>(),
            provider.GetRequiredService<IOptionsMonitor<SqsConsumerOptions>>(),
            provider.GetRequiredService<SqsClients>()));

        // Applications that call SQS themselves reach the same account, server or broker.
        services.TryAddSingleton<IAmazonSQS>(provider => provider.GetRequiredService<SqsClients>().Client);
        services.AddSingleton<SqsDestinationFactory>();
        services.AddSingleton<IDestinationFactory>(provider => provider.GetRequiredService<SqsDestinationFactory>());
        services.AddOptions<SqsDestinationOptions>();
        services.AddSingleton<ITopologySource, SqsTopologySource>();
        services.AddSingleton<IProvisioner>(provider => new QueueProvisioner(
            queue => provider.GetRequiredService<SqsClients>().ForQueue(queue),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<MessagingLoggers>().Create<QueueProvisioner>()));
        services.TryAddSingleton(
            provider => provider.GetRequiredService<SqsClients>().HasBackend ? QueueAccessOptions.Alone : new QueueAccessOptions());
        services.AddSingleton<IProvisioner>(provider => new QueueAccess(
            queue => provider.GetRequiredService<SqsClients>().ForQueue(queue),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<QueueAccessOptions>(),
            provider.GetRequiredService<MessagingLoggers>().Create<QueueAccess>()));
        services.AddSingleton<IValidateOptions<SqsConsumerOptions>, SqsConsumerOptionsValidator>();
        services.AddSingleton<IValidateOptions<SqsConsumerOptions>, SqsConsumerTimesValidator>();
    }

    private static void AddConsumer(IServiceCollection services, ConsumerRegistration registration)
    {
        var name = registration.Name;
        services.AddOptions<SqsConsumerOptions>(name).ValidateOnStart();
        services.AddSingleton<IPostConfigureOptions<SqsConsumerOptions>>(provider =>
            new PostConfigureOptions<SqsConsumerOptions>(
                name, options =>
                {
                    var section = Section(provider, "Consumers", name);
                    KnownSettings.Check<SqsConsumerOptions>(section, AwsRegistration.ClientSettings);
                    section.Bind(options);
                }));
        services.AddSingleton(provider => new SqsConsumerPart(
            registration,
            provider.GetRequiredService<IOptionsMonitor<SqsConsumerOptions>>(),
            provider.GetRequiredService<SqsClients>(),
            provider.GetRequiredService<ConsumerFactory>(),
            provider.GetRequiredService<SharedQueues>(),
            provider.GetRequiredService<ProvisioningPart>(),
            provider.GetRequiredService<MessagingLoggers>().Create<SqsConsumerPart>()));
        services.AddSingleton<IHostedPart>(provider =>
            provider.GetServices<SqsConsumerPart>().First(part => part.Name == name));
    }

    private static IConfigurationSection Section(IServiceProvider provider, string area, string name) =>
        (provider.GetService<IConfiguration>() ?? new ConfigurationBuilder().Build()).GetSection($"Messaging:{area}:{name}");
}
