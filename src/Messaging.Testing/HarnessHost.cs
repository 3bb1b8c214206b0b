using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.Testing;

/// <summary>Builds, starts, stops and disposes of the application; nothing of it hangs for ever.</summary>
internal static class HarnessHost
{
    public static IHost Build(Action<IServiceCollection> configureServices, MessagingHarnessOptions options)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(options.Configuration);
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateScopes = true }));
        configureServices(builder.Services);
        HarnessServices.Add(builder.Services, options);
        return builder.Build();
    }

    public static async Task StartAsync(IHost host, TimeSpan longest)
    {
        var starting = host.StartAsync();
        if (!await RealTime.EndsAsync(starting, longest).ConfigureAwait(false))
        {
            throw new MessagingHarnessException(
                $"The application has not started within {longest.TotalSeconds} seconds of real time. The clock stands still until it has: " +
                "a hosted service must not wait for it in StartAsync.");
        }

        await starting.ConfigureAwait(false);
    }

    /// <summary>Stops the application; what waits for the clock meanwhile is given its time by <paramref name="move"/>.</summary>
    public static async Task StopAsync(IHost host, Action move, TimeSpan longest)
    {
        var stopping = host.StopAsync();
        await RealTime.UntilAsync(
            () =>
            {
                if (!stopping.IsCompleted)
                {
                    move();
                }

                return stopping.IsCompleted;
            },
            longest).ConfigureAwait(false);
        try
        {
            // The host gives up at the same time. What ignores even that must not hide why the test failed.
            if (await RealTime.EndsAsync(stopping, TimeSpan.FromSeconds(1)).ConfigureAwait(false))
            {
                await stopping.ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // A handler ignores its cancellation.
        }
    }

    public static async Task DisposeAsync(IHost host)
    {
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync().ConfigureAwait(false);
        }

        host.Dispose();
    }
}
