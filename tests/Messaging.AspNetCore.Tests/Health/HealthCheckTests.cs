using System.Net;
using Amazon.SQS;
using Messaging.Aws;
using Messaging.Local;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Messaging.AspNetCore.Tests;

public sealed class HealthCheckTests
{
    private LocalBrokerFault? _fault;

    [Fact]
    public async Task Consumers_that_work_are_healthy()
    {
        await using var site = await StartAsync();

        var report = await CheckAsync(site);

        Assert.Equal(HealthStatus.Healthy, report.Status);
        Assert.Equal("1 consumer works.", report.Description);
        Assert.Equal("works, 0 running", report.Data["shipping"]);
    }

    [Fact]
    public async Task A_consumer_that_cannot_receive_is_named_with_the_time_and_the_reason()
    {
        await using var site = await StartAsync(failing: true);
        await FailingAsync(site);

        site.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(site)).Status);
        site.Time.Advance(TimeSpan.FromSeconds(1));
        var report = await CheckAsync(site);

        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.StartsWith(
            "Consumer 'shipping' of queue 'shipping' fails since 2026-03-01T12:00:00Z. Receiving fails: ", report.Description, StringComparison.Ordinal);
        Assert.Equal("fails since 2026-03-01T12:00:00Z", report.Data["shipping"]);
        Assert.True(_fault!.Happened > 0);
    }

    [Fact]
    public async Task The_status_of_a_failure_is_the_application_s_choice()
    {
        await using var site = await StartAsync(failing: true, checks => checks.AddMessagingHealthChecks(
            tolerance: TimeSpan.Zero, failureStatus: HealthStatus.Degraded, tags: ["ready"]));
        await FailingAsync(site);

        Assert.Equal(HealthStatus.Degraded, (await CheckAsync(site)).Status);
    }

    [Fact]
    public async Task A_consumer_whose_every_message_fails_is_named_too()
    {
        await using var site = await StartAsync(checks: checks => checks.AddMessagingHealthChecks(tolerance: TimeSpan.Zero));
        site.Probe.Handle = (_, _) => throw new InvalidOperationException("what the database said");
        var sqs = site.Services.GetRequiredService<IAmazonSQS>();
        await sqs.SendMessageAsync((await sqs.GetQueueUrlAsync("shipping")).QueueUrl, TestPost.Shipped);
        await FailingAsync(site);

        var report = await CheckAsync(site);

        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.Contains("Every message fails, the last with ", report.Description, StringComparison.Ordinal);
        Assert.DoesNotContain(TestPost.Marker, report.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paused_consumer_is_healthy()
    {
        await using var site = await StartAsync();

        site.Services.GetRequiredService<IConsumerControl>().Pause("shipping");

        var consumers = site.Services.GetRequiredService<ConsumerDirectory>();
        await UntilAsync(() => consumers.Health("shipping").IsPaused);

        var report = await CheckAsync(site);
        Assert.Equal((HealthStatus.Healthy, "paused, 0 running"), (report.Status, (string)report.Data["shipping"]));
    }

    [Fact]
    public async Task A_consumer_that_is_paused_while_it_fails_is_healthy_and_when_it_is_resumed_fails_from_then_on()
    {
        await using var site = await StartAsync(failing: true);
        await FailingAsync(site);
        var (control, consumers) = (site.Services.GetRequiredService<IConsumerControl>(), site.Services.GetRequiredService<ConsumerDirectory>());

        control.Pause("shipping");
        await UntilAsync(() => consumers.Health("shipping").IsPaused);
        site.Time.Advance(TimeSpan.FromHours(1));
        var paused = await CheckAsync(site);
        control.Resume("shipping");
        await UntilAsync(() => consumers.Health("shipping") is { IsPaused: false, FailingSince: not null });

        Assert.Equal((HealthStatus.Healthy, "paused, 0 running"), (paused.Status, (string)paused.Data["shipping"]));
        Assert.Equal("fails since 2026-03-01T13:00:00Z", (await CheckAsync(site)).Data["shipping"]);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(site)).Status);
    }

    [Fact]
    public async Task A_consumer_that_receives_again_is_healthy_again()
    {
        await using var site = await StartAsync(failing: true);
        await FailingAsync(site);
        site.Broker.Faults.Clear();
        var handled = new TaskCompletionSource();
        site.Probe.Handle = (_, _) =>
        {
            handled.SetResult();
            return Task.CompletedTask;
        };
        var sqs = site.Services.GetRequiredService<IAmazonSQS>();
        await sqs.SendMessageAsync((await sqs.GetQueueUrlAsync("shipping")).QueueUrl, TestPost.Shipped);

        site.Time.Advance(TimeSpan.FromMinutes(1));
        await handled.Task;

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(site)).Status);
    }

    [Fact]
    public async Task Other_consumers_than_those_asked_for_are_not_looked_at()
    {
        await using var site = await StartAsync(failing: true, checks => checks
            .AddMessagingHealthChecks("messaging", consumers: ["invoices"], tolerance: TimeSpan.Zero));
        await FailingAsync(site);

        var report = await CheckAsync(site);

        Assert.Equal("Consumer 'invoices' is not there, or has not started.", report.Description);
        Assert.Empty(report.Data);
    }

    [Fact]
    public async Task The_check_is_one_of_the_application_s_health_checks()
    {
        await using var site = await StartAsync();

        using var response = await site.Http.GetAsync(new Uri("/health", UriKind.Relative));

        Assert.Equal((HttpStatusCode.OK, "Healthy"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public void A_negative_tolerance_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() =>
        new ServiceCollection().AddHealthChecks().AddMessagingHealthChecks(tolerance: TimeSpan.FromSeconds(-1)));

    /// <summary>Waits until the consumer knows that it fails. Time stands still meanwhile.</summary>
    private static Task FailingAsync(TestSite site)
    {
        var consumers = site.Services.GetRequiredService<ConsumerDirectory>();
        return UntilAsync(() => consumers.Health("shipping").FailingSince is not null);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    private static async Task<HealthReportEntry> CheckAsync(TestSite site) =>
        (await site.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["messaging"];

    private async Task<TestSite> StartAsync(bool failing = false, Action<IHealthChecksBuilder>? checks = null)
    {
        return await TestSite.StartAsync(
            endpoint => endpoint.ExpectTopic("order-events"),
            configure: builder =>
            {
                (checks ?? (each => each.AddMessagingHealthChecks()))(builder.Services.AddHealthChecks());
                builder.Services.AddSqsConsumer("shipping", consumer => consumer.Handle<Shipped, ShippedHandler>()
                    .Configure(options => (options.Provisioning, options.BreakAfter) = (Provisioning.Create, 1)));
                builder.Services.AddSingleton(provider =>
                {
                    var broker = new LocalBroker(LocalBrokerOptions.Exact(), provider.GetRequiredService<TimeProvider>());
                    _fault = new LocalBrokerFault { Kind = LocalBrokerFaultKind.ServerError, Action = "ReceiveMessage" };
                    if (failing)
                    {
                        broker.Faults.Add(_fault);
                    }

                    return broker;
                });
                builder.Services.AddLocalBroker();
            },
            map: application => application.MapHealthChecks("/health"));
    }
}
