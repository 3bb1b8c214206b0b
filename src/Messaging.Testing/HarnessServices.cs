using Messaging.Aws;
using Messaging.Local;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Messaging.Testing;

/// <summary>Adds what a harness needs to the registrations of an application.</summary>
internal static class HarnessServices
{
    /// <summary>Names the publisher that the application has registered, once the recording one has taken its place.</summary>
    private const string Recorded = "Messaging.Testing.Recorded";

    public static void Add(IServiceCollection services, MessagingHarnessOptions options)
    {
        if (services.Any(service => service.ServiceType == typeof(MessagingHarnessOptions)))
        {
            throw new InvalidOperationException("The services have a harness already. Add it once.");
        }

        services.AddMessaging();
        services.AddSingleton(options);

        // First, so that what the application says about its broker counts.
        services.Insert(0, ServiceDescriptor.Singleton(new LocalBrokerSetup(broker => broker.BeExact())));
        services.AddLocalBroker();
        var time = new VirtualTimeProvider(options.StartTime);
        services.RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(time).AddSingleton(time);
        services.AddSingleton<HarnessBackend>();
        services.AddSingleton<IAwsBackend>(provider => provider.GetRequiredService<HarnessBackend>());
        services.AddSingleton<AttemptRecorder>();
        MessagingRegistrations.Of(services).Middleware.Factories.Insert(0, provider => provider.GetRequiredService<AttemptRecorder>());
        Record(services);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.SafetyTimeout);
    }

    /// <summary>Puts the recording publisher around the application's own, which may decorate that of the library.</summary>
    private static void Record(IServiceCollection services)
    {
        services.AddSingleton<PublishLog>();
        var own = services.Last(service => service.ServiceType == typeof(IMessagePublisher) && !service.IsKeyedService);
        services.RemoveAll<IMessagePublisher>();
        services.Add(
            own.ImplementationInstance is { } instance ? new ServiceDescriptor(typeof(IMessagePublisher), Recorded, instance)
            : own.ImplementationFactory is { } make ? new ServiceDescriptor(
                typeof(IMessagePublisher), Recorded, (provider, _) => make(provider), own.Lifetime)
            : new ServiceDescriptor(typeof(IMessagePublisher), Recorded, own.ImplementationType!, own.Lifetime));
        services.Add(new ServiceDescriptor(
            typeof(IMessagePublisher),
            provider => new RecordingPublisher(
                provider.GetRequiredKeyedService<IMessagePublisher>(Recorded), provider.GetRequiredService<PublishLog>()),
            own.Lifetime));
    }
}
