using System.Net;
using Messaging.Local;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.AspNetCore.Tests;

/// <summary>An application with both endpoints, on a free port of loopback.</summary>
internal sealed class TestSite : IAsyncDisposable
{
    public const string Key = "0123456789-abcdefghij";
    public const string OtherKey = "the key of yesterday, still accepted";

    private readonly WebApplication _application;

    private TestSite(WebApplication application, FakeSns sns, LogRecorder log, FakeTimeProvider time)
    {
        _application = application;
        (Sns, Log, Time) = (sns, log, time);
        Probe = application.Services.GetRequiredService<Probe>();
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public FakeSns Sns { get; }

    public LogRecorder Log { get; }

    public FakeTimeProvider Time { get; }

    public Probe Probe { get; }

    public HttpClient Http { get; }

    public LocalBroker Broker => _application.Services.GetRequiredService<LocalBroker>();

    public IServiceProvider Services => _application.Services;

    public static async Task<TestSite> StartAsync(
        Action<SnsEndpointBuilder>? sns = null, Action<EventBridgeEndpointBuilder>? events = null,
        Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? map = null)
    {
        var (fake, log, time) = (new FakeSns(), new LogRecorder(), new FakeTimeProvider(TestAuthority.Now));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<Probe>();
        configure?.Invoke(builder);
        builder.Services.AddMessaging()
            .AddMessage<Shipped>("acme.shipped.v1")
            .AddSnsEndpoint("orders", endpoint =>
            {
                endpoint.Handle<Shipped, ShippedHandler>().SendThrough(fake).TrustRoots(TestAuthority.Trusted.Roots);
                (sns ?? (each => each.ExpectTopic(TestPost.Topic)))(endpoint);
            })
            .AddEventBridgeEndpoint("events", endpoint =>
            {
                endpoint.Handle<Shipped, ShippedHandler>().Configure(options =>
                {
                    options.Keys.Add(Key);
                    options.Keys.Add(OtherKey);
                });
                events?.Invoke(endpoint);
            });
        var application = builder.Build();
        application.MapSnsEndpoint("/sns", "orders");
        application.MapEventBridgeEndpoint("/events", "events");
        map?.Invoke(application);
        await application.StartAsync();
        return new TestSite(application, fake, log, time);
    }

    public async Task<HttpResponseMessage> SendAsync(TestPost post, CancellationToken cancellationToken = default)
    {
        using var request = post.ToRequest();
        return await Http.SendAsync(request, cancellationToken);
    }

    public async Task<HttpStatusCode> PostAsync(TestPost post)
    {
        using var response = await SendAsync(post);
        return response.StatusCode;
    }

    public Task StopAsync() => _application.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _application.DisposeAsync();
        Sns.Dispose();
    }
}
