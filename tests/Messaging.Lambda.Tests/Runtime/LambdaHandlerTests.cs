using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messaging.Lambda.Tests;

/// <summary>A function as the managed runtime calls it: a host behind a method.</summary>
public sealed class LambdaHandlerTests
{
    private readonly Script _script = new();
    private int _builds;

    [Fact]
    public async Task The_event_after_a_start_that_failed_starts_the_application_anew()
    {
        await using var handler = LambdaHandler.Start(() => Build(failing: ++_builds == 1));
        await Assert.ThrowsAsync<TimeoutException>(() => InvokeAsync(handler, "a"));

        await InvokeAsync(handler, "b");
        await InvokeAsync(handler, "c");

        Assert.Equal((2, "b c"), (_builds, string.Join(' ', _script.Handled)));
    }

    private static async Task InvokeAsync(LambdaHandler handler, string id)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(Events.Queue("orders", Events.Record(id))));
        await handler.HandleAsync(input);
    }

    private IHost Build(bool failing)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_script);
        builder.Services.AddLocalBroker();
        builder.Services.AddHostedService(_ => new Secrets(failing));
        builder.Services.AddMessaging()
            .AddMessage<Order>("order.v1")
            .AddLambdaFunction("orders", function => function.Handle<Order, OrderHandler>());
        return builder.Build();
    }

    /// <summary>What the application needs at its start, and did not get the first time.</summary>
    private sealed class Secrets(bool failing) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) =>
            failing ? Task.FromException(new TimeoutException("The secrets did not come.")) : Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
