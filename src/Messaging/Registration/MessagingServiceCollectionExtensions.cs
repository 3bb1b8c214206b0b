using Messaging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds messaging to a service collection.</summary>
public static class MessagingServiceCollectionExtensions
{
    /// <summary>Adds the publisher and the hosted parts, and returns the builder for messages, routes and consumers.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configure">Changes the settings; the configuration section <c>Messaging</c> has the last word.</param>
    /// <returns>The builder. Calling this again returns one for the same registrations.</returns>
    public static MessagingBuilder AddMessaging(this IServiceCollection services, Action<MessagingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configure is not null)
        {
            services.Configure(configure);
            Registered.Of<GivenSettings<MessagingOptions>>(services).Add(string.Empty, [configure]);
        }

        var isNew = services.All(service => service.ServiceType != typeof(MessagingRegistrations));
        var builder = new MessagingBuilder(services);
        if (isNew)
        {
            AddCore(services);
            var given = Registered.Of<GivenSettings<MessagingOptions>>(services);
            builder.Registrations.LateConflicts.Add(() => given.Find(string.Empty, "Messaging:").Select(conflict => $"Messaging {conflict}"));
        }

        return builder;
    }

    private static void AddCore(IServiceCollection services)
    {
        services.AddOptions<MessagingOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<MessagingOptions>, MessagingOptionsValidator>();
        services.AddSingleton<IPostConfigureOptions<MessagingOptions>>(provider =>
            new PostConfigureOptions<MessagingOptions>(
                Options.Options.DefaultName,
                options =>
                {
                    if (provider.GetService<IConfiguration>()?.GetSection("Messaging") is { } section)
                    {
                        KnownSettings.Check<MessagingOptions>(section, SettingNames.Sections);
                        section.Bind(options);
                    }
                }));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<TaskStarter>();
        services.AddSingleton<ApplicationState>();
        services.AddSingleton<MessagingLoggers>();
        services.AddSingleton(provider => new MonotonicClock(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<BatchingOptions>();
        services.AddSingleton(provider =>
        {
            var registrations = provider.GetRequiredService<MessagingRegistrations>();
            var json = MessagingJson.Create(registrations);
            return new MessageCatalog(registrations.Messages.Values.Select(message => message.Build(json)));
        });
        services.AddSingleton(provider => new RouteStage(
            provider.GetRequiredService<MessagingRegistrations>().Routes,
            provider.GetServices<IDestinationFactory>(),
            provider.GetRequiredService<BatchingOptions>(),
            provider.GetRequiredService<MonotonicClock>(),
            provider.GetRequiredService<TaskStarter>()));
        services.AddSingleton(provider => new WrapStage(
            provider.GetRequiredService<MessageCatalog>(), Source(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<WriteStage>();
        services.AddSingleton<IMessagePublisher, Publisher>();
        services.AddSingleton<ConsumerDirectory>();
        services.AddSingleton<IConsumerControl>(provider => provider.GetRequiredService<ConsumerDirectory>());
        services.AddSingleton<SharedLimits>();
        services.AddSingleton<ConsumerFactory>();
        services.AddSingleton(provider => new UnusedSettings(
            provider.GetService<IConfiguration>(), provider.GetRequiredService<MessagingRegistrations>(), provider.GetServices<SettingNames>(),
            provider, provider.GetRequiredService<MessagingLoggers>().Create<MessagingHost>()));
        services.AddHostedService<MessagingHost>();
    }

    private static string Source(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<MessagingOptions>>().Value.Source
        ?? "/" + Uri.EscapeDataString(
            provider.GetService<IHostEnvironment>()?.ApplicationName is { Length: > 0 } name ? name : "messaging");
}
