using Messaging.Aws;
using Messaging.Local;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EventBridge.Tests;

/// <summary>A broker on which several applications, or versions of one, are provisioned after each other.</summary>
internal sealed class Broker : IDisposable
{
    public Broker() => Backend = new WatchedBackend(Local);

    public LocalBroker Local { get; } = new(LocalBrokerOptions.Exact());

    public WatchedBackend Backend { get; }

    public ServiceProvider Application(Action<MessagingBuilder> configure, params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IAwsBackend>(Backend);
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());
        configure(services.AddMessaging());
        return services.BuildServiceProvider();
    }

    /// <summary>Provisions an application, and leaves it to publish with.</summary>
    public async Task<ServiceProvider> StartAsync(Action<MessagingBuilder> configure, params (string Key, string Value)[] settings)
    {
        var application = Application(configure, settings);
        await application.GetRequiredService<ProvisioningPart>().PrepareAsync(default);
        return application;
    }

    /// <summary>Does what the start of the application does about its topology, and returns the requests that it took.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ProvisionAsync(
        Action<MessagingBuilder> configure, params (string Key, string Value)[] settings)
    {
        await using var application = Application(configure, settings);
        var before = Local.Requests.ByAction;
        await application.GetServices<IHostedPart>().OfType<ProvisioningPart>().Single().PrepareAsync(default);
        return Local.Requests.ByAction
            .Select(action => KeyValuePair.Create(action.Key, action.Value - before.GetValueOrDefault(action.Key)))
            .Where(action => action.Value > 0).ToDictionary();
    }

    public void Dispose()
    {
        Backend.Dispose();
        Local.Dispose();
    }
}
