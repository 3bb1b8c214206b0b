using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messaging.Testing.Tests;

/// <summary>The time that the host has for its stop, against what the stop of consumers takes.</summary>
public sealed class HostStopTimeTests
{
    private const int HostStopsTooEarly = 1101;

    private readonly Logs _logs = new();
    private readonly TaskCompletionSource _running = new();
    private readonly TaskCompletionSource _released = new();

    [Fact]
    public async Task A_stop_that_cuts_handlers_off_says_whose_time_was_too_short()
    {
        using var host = await StartAsync();
        using var timeIsUp = new CancellationTokenSource();

        var stop = host.StopAsync(timeIsUp.Token);
        await timeIsUp.CancelAsync();
        _released.SetResult();
        await stop;

        var (_, level, text) = Assert.Single(_logs.All, entry => entry.Id == HostStopsTooEarly);
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains("Messaging:Consumers:slow:StopGrace gives them 00:01:00", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_that_ends_in_time_says_nothing()
    {
        using var host = await StartAsync();
        using var timeIsUp = new CancellationTokenSource();

        _released.SetResult();
        await host.StopAsync(timeIsUp.Token);
        await timeIsUp.CancelAsync();

        Assert.Empty(_logs.Of(HostStopsTooEarly));
    }

    private async Task<IHost> StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(_logs);
        builder.Services.AddLocalBroker();
        builder.Services.AddSingleton<OrderHandler.Script>(_ => (_, _, _) =>
        {
            _running.TrySetResult();
            return _released.Task;
        });
        builder.Services.AddMessaging().PublishToQueue<OrderPlaced>("slow")
            .AddSqsConsumer("quick", consumer => consumer
                .Handle<OrderPlaced, OrderHandler>().Configure(options => options.StopGrace = TimeSpan.Zero))
            .AddSqsConsumer("slow", consumer => consumer
                .Handle<OrderPlaced, OrderHandler>().Configure(options => options.StopGrace = TimeSpan.FromMinutes(1)));
        var host = builder.Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<IMessagePublisher>().PublishAsync(new OrderPlaced(1));
        await _running.Task;
        return host;
    }
}
