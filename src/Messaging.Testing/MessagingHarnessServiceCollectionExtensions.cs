using Messaging.Testing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts a harness into an application that a test does not start itself.</summary>
public static class MessagingHarnessServiceCollectionExtensions
{
    /// <summary>
    /// Replaces AWS by the embedded broker and the clock by one that the test moves, for an application that something else
    /// starts, as <c>WebApplicationFactory</c> does. <see cref="MessagingHarness.AttachAsync"/> then gives the harness.
    /// </summary>
    /// <param name="services">The services of the application. Call this last, after all of its registrations.</param>
    /// <param name="configure">Changes how the harness begins; null for the defaults.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentException">
    /// <see cref="MessagingHarnessOptions.Configuration"/> is set: such an application reads a configuration of its own.
    /// </exception>
    /// <exception cref="InvalidOperationException">The services have a harness already.</exception>
    public static IServiceCollection AddMessagingHarness(
        this IServiceCollection services, Action<MessagingHarnessOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new MessagingHarnessOptions();
        configure?.Invoke(options);
        if (options.Configuration.Count > 0)
        {
            throw new ArgumentException(
                $"The setting '{options.Configuration.Keys.First()}' would not be read: this application has a configuration of its " +
                "own. Set it there, for instance with UseSetting or ConfigureAppConfiguration.", nameof(configure));
        }

        HarnessServices.Add(services, options);
        return services;
    }
}
