using Amazon.SQS;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.Conformance;

/// <summary>A host with the library in it, as an application has one.</summary>
public sealed class Application : IAsyncDisposable
{
    private readonly IHost _host;

    public Application(Action<IServiceCollection> connect, Action<MessagingBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(connect);
        ArgumentNullException.ThrowIfNull(configure);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(Probe);
        connect(builder.Services);
        configure(builder.Services.AddMessaging().UseJsonContext(StepJson.Default).AddMessage<Step>("conformance.step.v1"));
        _host = builder.Build();
        Queues = new Queues(_host.Services.GetRequiredService<IAmazonSQS>());
    }

    public Probe Probe { get; } = new();

    public Queues Queues { get; }

    public IMessagePublisher Publisher => _host.Services.GetRequiredService<IMessagePublisher>();

    public Task StartAsync() => _host.StartAsync();

    public Task StopAsync() => _host.StopAsync();

    /// <summary>Stops, which settles everything, and counts what is left in the queue.</summary>
    public async Task StopsWithAsync(string queue, int waiting, int inFlight)
    {
        await StopAsync();
        Assert.Equal((waiting, inFlight), await Queues.CountAsync(queue));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
