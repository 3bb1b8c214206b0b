using System.IO.Enumeration;
using System.Text.Json.Nodes;
using Messaging.Aws;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.EventBridge.Tests;

/// <summary>The exported IAM policy against the requests of an application that starts, publishes, consumes and stops.</summary>
public sealed class PermissionTests : IDisposable
{
    private readonly Broker _broker = new();

    public void Dispose() => _broker.Dispose();

    [Theory]
    [InlineData(Provisioning.None)]
    [InlineData(Provisioning.Validate)]
    [InlineData(Provisioning.Create)]
    public async Task What_is_asked_is_allowed_and_what_is_allowed_is_asked(Provisioning mode)
    {
        if (mode != Provisioning.Create)
        {
            await _broker.ProvisionAsync(messaging => Shop(messaging), Modes(Provisioning.Create));
        }

        _broker.Backend.Forget();
        await RunAsync(mode);
        if (mode == Provisioning.Create)
        {
            // What a first start does not need: changing what is there.
            await _broker.ProvisionAsync(messaging => Shop(messaging, country: "FR", seconds: 60), Modes(mode));
        }

        var statements = Policy(mode);
        Assert.All(_broker.Backend.Calls, call => Assert.Contains(statements, statement => statement.Allows(call.Action, call.Resource)));
        Assert.All(statements, statement => Assert.All(statement.Actions, action => Assert.True(
            _broker.Backend.Calls.Any(call => call.Action == action && statement.Allows(action, call.Resource)), $"{statement.Id}: {action}")));
    }

    private async Task RunAsync(Provisioning mode)
    {
        await using var application = _broker.Application(messaging => Shop(messaging), Modes(mode));
        var hosted = application.GetServices<IHostedService>().OfType<IHostedLifecycleService>().ToList();
        foreach (var step in new Func<IHostedLifecycleService, Task>[] { item => item.StartingAsync(default), item => item.StartedAsync(default) })
        {
            await Task.WhenAll(hosted.Select(step));
        }

        var publisher = application.GetRequiredService<IMessagePublisher>();
        await publisher.PublishAsync(new PaymentCaptured(RetriedHandler.Retried));
        await publisher.PublishAsync(new PaymentRefunded(1));
        await application.GetRequiredService<RetriedHandler.Signals>().Done.Task;
        await Task.WhenAll(hosted.Select(item => item.StoppingAsync(default)));
        await Task.WhenAll(hosted.Select(item => item.StoppedAsync(default)));
    }

    private static List<Statement> Policy(Provisioning mode)
    {
        using var broker = new Broker();
        using var application = broker.Application(messaging => Shop(messaging), Modes(mode));
        var policy = JsonNode.Parse(application.GetRequiredService<Topology>().Export(
            TopologyFormat.Iam, new TopologyExportOptions { Region = "us-east-1", AccountId = "000000000000" }))!;
        return [.. policy["Statement"]!.AsArray().Select(statement => new Statement(
            (string)statement!["Sid"]!, Texts(statement["Action"]), Texts(statement["Resource"])))];
    }

    private static List<string> Texts(JsonNode? node) => [.. node!.AsArray().Select(item => (string)item!)];

    private static (string, string)[] Modes(Provisioning mode) =>
    [
        .. new[] { "Consumers:reports", "Destinations:ledger", "Destinations:payment-events", "Destinations:payments" }
            .Select(name => ($"Messaging:{name}:Provisioning", mode.ToString())),
    ];

    private static void Shop(MessagingBuilder messaging, string country = "DE", int seconds = 30)
    {
        messaging.Services.AddSingleton<RetriedHandler.Signals>();
        messaging.Services.Configure<Messaging.Sns.SnsDestinationOptions>("payment-events", options => options.Tags["team"] = "a");
        messaging.Services.Configure<EventBridgeDestinationOptions>("payments", options => options.Tags["team"] = "a");
        messaging
            .PublishToQueue<PaymentRefunded>("ledger")
            .PublishToTopic<PaymentCaptured>("payment-events")
            .PublishToEventBus<PaymentRefunded>("payments", "com.acme.payments")
            .AddSqsConsumer("reports", consumer => consumer
                .Handle<PaymentCaptured, RetriedHandler>()
                .Handle<PaymentRefunded, RetriedHandler>()
                .DeadLetterTo("reports-dlq", maxReceives: 5)
                .SubscribeToTopic("payment-events", filter => filter.Message<PaymentCaptured>(payment => payment.Where(message => message.Country, country, "IT", "DE")))
                .SubscribeToEventBus("payments", pattern => pattern.Message<PaymentRefunded>(payment => payment.Where(message => message.Reason, "broken", country)))
                .Configure(options =>
                {
                    options.VisibilityTimeout = TimeSpan.FromSeconds(seconds);
                    options.Tags["team"] = "a";
                }))
            .RouteEventsToTopic("payments", "payment-events", pattern => pattern.From("nobody").Named("to-topic"));
    }

    private sealed record Statement(string Id, List<string> Actions, List<string> Resources)
    {
        public bool Allows(string action, string resource) => Actions.Contains(action)
            && Resources.Exists(allowed => FileSystemName.MatchesSimpleExpression(allowed, resource, ignoreCase: false));
    }

    public sealed class RetriedHandler(RetriedHandler.Signals signals) : IMessageHandler<PaymentCaptured>, IMessageHandler<PaymentRefunded>
    {
        public const int Retried = 2;

        public Task HandleAsync(PaymentCaptured message, MessageContext context, CancellationToken cancellationToken)
        {
            if (context.DeliveryCount == 1)
            {
                context.RetryAfter(TimeSpan.Zero);
            }
            else
            {
                signals.Note();
            }

            return Task.CompletedTask;
        }

        public Task HandleAsync(PaymentRefunded message, MessageContext context, CancellationToken cancellationToken)
        {
            context.DeadLetter("It is broken.");
            signals.Note();
            return Task.CompletedTask;
        }

        public sealed class Signals
        {
            private int _count;

            public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

            public void Note()
            {
                if (Interlocked.Increment(ref _count) == 2)
                {
                    Done.TrySetResult();
                }
            }
        }
    }
}
