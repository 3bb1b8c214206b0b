using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.EventBridge.Tests;

/// <summary>What is published before the host has started, and after it has ended.</summary>
public sealed class BeforeTheStartTests : IDisposable
{
    private readonly IHost _host = Build();

    public void Dispose() => _host.Dispose();

    private IMessagePublisher Publisher => _host.Services.GetRequiredService<IMessagePublisher>();

    [Fact]
    public async Task A_queue_that_the_start_makes_is_not_there_and_the_exception_says_to_wait_for_it()
    {
        var error = await Assert.ThrowsAsync<SendException>(() => Publisher.PublishAsync(new Payment(1)));

        Assert.StartsWith("Queue 'payments' did not accept the messages: There is no queue 'payments'", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "The application had not started: what its start checks and creates may not be there. Publish after the start of the host, in a " +
            "hosted service for example.", error.Message, StringComparison.Ordinal);
        await _host.StartAsync();
        Assert.NotNull(await Publisher.PublishAsync(new Payment(2)));
        await _host.StopAsync();
    }

    [Fact]
    public async Task Events_for_a_bus_that_the_start_makes_are_refused_and_not_lost()
    {
        var error = await Assert.ThrowsAsync<SendException>(() => Publisher.PublishAsync(new Refund(1)));

        Assert.Contains("'refunds' ('refunds') is made by the start of the application", error.Message, StringComparison.Ordinal);
        Assert.Contains("Publish after the start of the host", error.Message, StringComparison.Ordinal);
        await _host.StartAsync();
        Assert.NotNull(await Publisher.PublishAsync(new Refund(2)));
        await _host.StopAsync();
    }

    [Fact]
    public async Task The_bus_that_every_account_has_takes_events_before_the_start() =>
        Assert.NotNull(await Publisher.PublishAsync(new Remark(1)));

    [Fact]
    public async Task After_the_end_the_exception_says_that_nothing_was_sent_and_when_to_publish()
    {
        var publisher = Publisher;
        await _host.StartAsync();
        await _host.StopAsync();
        _host.Dispose();

        var error = await Assert.ThrowsAsync<SendException>(() => publisher.PublishAsync(new Payment(1)));

        Assert.StartsWith("The application has ended, and a message 'payment' was not sent to 'payments'. Publish while the host runs", error.Message, StringComparison.Ordinal);
    }

    private static IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLocalBroker();
        builder.Services.AddMessaging()
            .AddMessage<Payment>("payment")
            .PublishToQueue<Payment>("payments")
            .PublishToEventBus<Refund>("refunds", "com.acme")
            .PublishToEventBus<Remark>("default", "com.acme");
        return builder.Build();
    }

    private sealed record Payment(int Number);

    private sealed record Refund(int Number);

    private sealed record Remark(int Number);
}
