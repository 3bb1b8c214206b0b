using Messaging.Aws;
using Messaging.Sqs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.EventBridge.Tests;

/// <summary>What becomes of a policy that another version writes over, having read it before SQS showed the change to it.</summary>
public sealed class SecondLookTests : IDisposable
{
    private readonly Broker _broker = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task A_statement_that_another_version_wrote_over_unseen_is_back_a_minute_later()
    {
        await using var old = await StartAsync("payment-events");
        _broker.Backend.AnswerOnce("sqs:GetQueueAttributes", """{"Attributes":{"QueueArn":"arn:aws:sqs:us-east-1:000000000000:reports"}}""");
        await using var next = await StartAsync("refund-events");
        Assert.Equal((false, true), await SourcesAsync(old));

        await AdvanceAsync(old, next);

        Assert.Equal((true, true), await SourcesAsync(old));
    }

    [Fact]
    public async Task Where_all_is_well_a_second_look_is_one_request_and_there_is_no_third()
    {
        await using var old = await StartAsync("payment-events");
        _broker.Backend.Forget();

        await AdvanceAsync(old);
        Assert.Equal([("sqs:GetQueueAttributes", "arn:aws:sqs:us-east-1:000000000000:reports")], _broker.Backend.Calls);

        _broker.Backend.Forget();
        await AdvanceAsync(old);
        Assert.Empty(_broker.Backend.Calls);
    }

    [Fact]
    public async Task A_start_that_wrote_nothing_and_an_application_that_has_stopped_look_no_more()
    {
        await using var first = await StartAsync("payment-events");
        await Part(first).StopAsync(default);
        await using var second = await StartAsync("payment-events");
        _broker.Backend.Forget();

        await AdvanceAsync(first, second);

        Assert.Empty(_broker.Backend.Calls);
    }

    [Fact]
    public async Task A_second_look_that_is_refused_ends_nothing()
    {
        await using var old = await StartAsync("payment-events");
        _broker.Backend.Denied.Add("sqs:GetQueueAttributes");

        await AdvanceAsync(old);

        _broker.Backend.Denied.Clear();
        Assert.Equal((true, false), await SourcesAsync(old));
    }

    private async Task<ServiceProvider> StartAsync(string topic)
    {
        var application = _broker.Application(messaging =>
        {
            messaging.Services.AddSingleton<TimeProvider>(_time);
            messaging.Services.AddSingleton(new QueueAccessOptions { Pause = TimeSpan.Zero });
            messaging.AddSqsConsumer("reports", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>().SubscribeToTopic(topic));
        });
        await Part(application).PrepareAsync(default);
        await Part(application).RunAsync(default);
        return application;
    }

    private async Task AdvanceAsync(params ServiceProvider[] applications)
    {
        _time.Advance(new QueueAccessOptions().Spread);
        await Task.WhenAll(applications.Select(application => application.GetRequiredService<TaskStarter>().WhenAllEnded()));
    }

    private static ProvisioningPart Part(ServiceProvider application) => application.GetRequiredService<ProvisioningPart>();

    private static async Task<(bool Payments, bool Refunds)> SourcesAsync(ServiceProvider application)
    {
        var sqs = application.GetRequiredService<Amazon.SQS.IAmazonSQS>();
        var policy = (await sqs.GetQueueAttributesAsync((await sqs.GetQueueUrlAsync("reports")).QueueUrl, ["Policy"])).Attributes["Policy"];
        return (policy.Contains(":payment-events", StringComparison.Ordinal), policy.Contains(":refund-events", StringComparison.Ordinal));
    }
}
