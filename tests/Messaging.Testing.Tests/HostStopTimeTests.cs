using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messaging.Testing.Tests;

/// <summary>The time that the host has for its stop, against what the stop of consumers may take.</summary>
public sealed class HostStopTimeTests
{
    private const int HostStopsTooEarly = 1101;

    [Theory]
    [InlineData(20, 5)]
    [InlineData(30, 30)]
    [InlineData(29, 30)]
    public async Task A_host_that_stops_too_early_is_warned_of_with_both_times(int graceSeconds, int hostSeconds)
    {
        var logs = await StartAsync(graceSeconds, TimeSpan.FromSeconds(hostSeconds));

        var (_, level, text) = Assert.Single(logs.All, entry => entry.Id == HostStopsTooEarly);
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains($"The host gives the application 00:00:{hostSeconds:00} to stop", text, StringComparison.Ordinal);
        Assert.Contains($"Messaging:Consumers:slow:StopGrace (00:00:{graceSeconds:00})", text, StringComparison.Ordinal);
        Assert.Contains($"Set HostOptions.ShutdownTimeout to 00:00:{graceSeconds + 2:00} or more", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, 30_000)]
    [InlineData(28, 30_000)]
    [InlineData(3600, -1)]
    public async Task A_host_that_waits_long_enough_is_not_warned_of(int graceSeconds, int hostMilliseconds) =>
        Assert.Empty((await StartAsync(graceSeconds, TimeSpan.FromMilliseconds(hostMilliseconds))).Of(HostStopsTooEarly));

    [Fact]
    public async Task The_defaults_of_consumers_and_the_host_fit()
    {
        var logs = new Logs();
        using var host = Build(logs, services =>
            services.AddSqsConsumer("usual", consumer => consumer.Handle<OrderPlaced, OrderHandler>()));
        await host.StartAsync();
        await host.StopAsync();

        Assert.Empty(logs.Of(HostStopsTooEarly));
    }

    [Fact]
    public async Task An_application_without_consumers_starts_whatever_time_its_host_has()
    {
        var logs = new Logs();
        await using var harness = await MessagingHarness.StartAsync(services =>
        {
            services.AddLogging(logging => logging.AddProvider(logs));
            services.AddMessaging().PublishToQueue<OrderPlaced>("orders");
        });

        Assert.Empty(logs.Of(HostStopsTooEarly));
    }

    private static async Task<Logs> StartAsync(int graceSeconds, TimeSpan timeout)
    {
        var logs = new Logs();
        using var host = Build(logs, services =>
        {
            services.Configure<HostOptions>(options => options.ShutdownTimeout = timeout);
            services.AddSqsConsumer("slow", consumer => consumer
                .Handle<OrderPlaced, OrderHandler>().Configure(options => options.StopGrace = TimeSpan.FromSeconds(graceSeconds)));
        });
        await host.StartAsync();
        await host.StopAsync();
        return logs;
    }

    private static IHost Build(Logs logs, Action<IServiceCollection> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(logs);
        builder.Services.AddLocalBroker();
        builder.Services.AddSingleton<OrderHandler.Script>(_ => static (_, _, _) => Task.CompletedTask);
        builder.Services.AddSqsConsumer("quick", consumer => consumer
            .Handle<OrderPlaced, OrderHandler>().Configure(options => options.StopGrace = TimeSpan.Zero));
        configure(builder.Services);
        return builder.Build();
    }
}
