using Messaging.Aws;
using Messaging.Local;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the embedded broker.</summary>
public static class LocalBrokerServiceCollectionExtensions
{
    /// <summary>Adds the embedded broker, and with it runs every AWS client of Messaging in memory.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Sets how the broker behaves; null for the defaults.</param>
    /// <returns>The same services.</returns>
    /// <remarks>
    /// There is one <see cref="LocalBroker"/> per container, by the registered <see cref="TimeProvider"/> or that of
    /// the system. Calling this again adds no second broker; its settings are applied after those of the first call.
    /// </remarks>
    public static IServiceCollection AddLocalBroker(
        this IServiceCollection services, Action<LocalBrokerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configure is not null)
        {
            services.AddSingleton(new LocalBrokerSetup(configure));
        }

        services.TryAddSingleton(provider =>
        {
            var options = new LocalBrokerOptions();
            foreach (var setup in provider.GetServices<LocalBrokerSetup>())
            {
                setup.Configure(options);
            }

            return new LocalBroker(options, provider.GetService<TimeProvider>());
        });
        services.TryAddSingleton<IAwsBackend>(provider => provider.GetRequiredService<LocalBroker>());
        return services;
    }
}
