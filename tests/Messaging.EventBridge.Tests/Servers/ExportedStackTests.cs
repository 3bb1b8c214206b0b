using System.Text.Json.Nodes;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Amazon.SQS;
using Messaging.Aws;
using Messaging.Aws.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EventBridge.Tests;

/// <summary>What an exported template makes on a server that is no part of this project is what the code says.</summary>
public sealed class ExportedStackTests
{
    private static readonly Uri Server = new(NeedsServerFactAttribute.Endpoint ?? "http://none.test");

    [NeedsServerFact]
    public async Task A_start_that_validates_finds_nothing_that_differs_in_the_stack()
    {
        // Names of its own: the server is that of other tests, too.
        var prefix = $"s{Guid.NewGuid():N}"[..8] + "-";
        await using var described = Application(messaging => Shop(messaging, prefix), Provisioning.None);
        await using var validating = Application(messaging => Shop(messaging, prefix), Provisioning.Validate, prefix);

        await using var stack = await CreateAsync(validating, described.GetRequiredService<Topology>().Export(TopologyFormat.CloudFormation));

        await PrepareAsync(validating);
        await using var changed = Application(
            messaging => Shop(messaging, prefix, country: "FR", maxReceives: 4, minimum: 7), Provisioning.Validate, prefix);
        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(() => PrepareAsync(changed));
        Assert.Equal(4, exception.Message.Split("\n- ").Length);
    }

    [NeedsServerFact]
    public async Task The_fan_out_sample_runs_on_the_stack_of_its_own_template()
    {
        var (_, template) = await Sample.RunAsync("FanOut", Nothing, "topology", "export", "--format", "cloudformation");
        await using var clients = Application(_ => { }, Provisioning.None);
        await using var stack = await CreateAsync(clients, template);
        var environment = Validated("billing", "customs-eu", "audit", "tracking.fifo", "archive.fifo", "order-events", "order-steps.fifo");
        foreach (var consumer in new[] { "tracking.fifo", "archive.fifo" })
        {
            // That server gives messages of one group to two receives at once, and a receive that waits does not see a group
            // become free. So there is one receive at a time, for what one handler and its buffer take.
            environment[$"Messaging__Consumers__{consumer}__MaxConcurrency"] = "1";
            environment[$"Messaging__Consumers__{consumer}__MaxBuffer"] = "9";
        }

        var (exitCode, output) = await Sample.RunAsync("FanOut", environment, "--endpoint", Server.OriginalString);

        Assert.True(exitCode == 0, output);
    }

    [NeedsServerFact]
    public async Task The_event_routing_sample_runs_on_the_stack_of_its_own_template()
    {
        var (_, template) = await Sample.RunAsync("EventRouting", Nothing, "topology", "export", "--format", "cloudformation");
        await using var clients = Application(_ => { }, Provisioning.None);
        var events = clients.GetRequiredService<IEventBusAdministration>();

        // Somebody may have run the sample on that server before.
        await events.DeleteEventBusAsync("payments");
        await using var stack = await CreateAsync(clients, template);

        var target = Assert.Single(await events.ListTargetsByRuleAsync("payments", "payment-alerts"));
        Assert.EndsWith(":payment-alerts", target.Arn, StringComparison.Ordinal);
        Assert.EndsWith(":alerts-dlq", target.DeadLetterArn, StringComparison.Ordinal);

        // That server's rules take nothing to topics by themselves: what stands before it does, for targets that it sees.
        await events.RemoveTargetsAsync("payments", "payment-alerts", [target.Id]);
        await events.PutTargetsAsync("payments", "payment-alerts", [target]);
        var (exitCode, output) = await Sample.RunAsync(
            "EventRouting", Validated("fraud-checks", "eu-reports", "alerts", "payments", "payment-alerts"), "--endpoint", Server.OriginalString);

        Assert.True(exitCode == 0, output);
    }

    private static Dictionary<string, string> Nothing => [];

    // Receives wait for a second: stopping awaits their answers.
    private static Dictionary<string, string> Validated(params string[] names) => names
        .SelectMany(name => new[]
        {
            ($"Messaging__Consumers__{name}__Provisioning", "Validate"), ($"Messaging__Destinations__{name}__Provisioning", "Validate"),
            ($"Messaging__Consumers__{name}__WaitTime", "00:00:01"),
        })
        .ToDictionary(setting => setting.Item1, setting => setting.Item2);

    private static async Task<Stack> CreateAsync(ServiceProvider application, string template)
    {
        var resources = JsonNode.Parse(template)!["Resources"]!.AsObject();
        var stack = new Stack(
            Server, resources, application.GetRequiredService<IAmazonSQS>(), application.GetRequiredService<ITopicAdministration>());
        await stack.CreateAsync(template);
        return stack;
    }

    private static Task PrepareAsync(ServiceProvider application) =>
        application.GetServices<IHostedPart>().OfType<ProvisioningPart>().Single().PrepareAsync(default);

    private static ServiceProvider Application(Action<MessagingBuilder> configure, Provisioning provisioning, string prefix = "")
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.Configure<AwsClientOptions>(options => (options.ServiceUrl, options.Region) = (Server.OriginalString, "us-east-1"));
        services.AddSingleton(new AWSOptions { Credentials = new BasicAWSCredentials("test", "test") });
        string[] names = ["Consumers:reports", "Consumers:ledger.fifo", "Destinations:payment-events", "Destinations:steps.fifo", "Destinations:payments"];
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(names.Select(name =>
            KeyValuePair.Create($"Messaging:{name.Replace(":", ":" + prefix, StringComparison.Ordinal)}:Provisioning", (string?)provisioning.ToString()))).Build());
        var messaging = services.AddMessaging();
        messaging.PublishToQueue<PaymentCaptured>("any");
        messaging.PublishToTopic<PaymentCaptured>("any");
        messaging.PublishToEventBus<PaymentCaptured>("default", "com.acme");
        configure(messaging);
        return services.BuildServiceProvider();
    }

    private static void Shop(MessagingBuilder messaging, string prefix, string country = "DE", int maxReceives = 5, decimal minimum = 10) => messaging
        .AddMessage<PaymentCaptured>("acme.payment-captured.v1")
        .PublishToTopic<PaymentCaptured>(prefix + "payment-events")
        .PublishToTopic<PaymentCaptured>(prefix + "steps.fifo", route => route.GroupBy(message => message.Country))
        .AddSqsConsumer(prefix + "ledger.fifo", consumer => consumer
            .Handle<PaymentCaptured, CapturedHandler>()
            .DeadLetterTo(prefix + "ledger-dlq.fifo", maxReceives: 2)
            .SubscribeToTopic(prefix + "steps.fifo")
            .SubscribeToEventBus(prefix + "payments", pattern => pattern.Message<PaymentCaptured>().InGroup("ledger")))
        .AddSqsConsumer(prefix + "reports", consumer => consumer
            .Handle<PaymentCaptured, CapturedHandler>()
            .DeadLetterTo(prefix + "reports-dlq", maxReceives)
            .SubscribeToTopic(prefix + "payment-events", filter => filter
                .Message<PaymentCaptured>(payment => payment.Where(message => message.Country, country, "\"quoted\" ${AWS::Region}")))
            .SubscribeToEventBus(prefix + "payments", pattern => pattern
                .Message<PaymentCaptured>(payment => payment.Where(message => message.Amount, Match.AtLeast(minimum)))
                .Retry(10, TimeSpan.FromHours(1)))
            .Configure(options =>
            {
                options.VisibilityTimeout = TimeSpan.FromSeconds(60);
                options.MessageRetention = TimeSpan.FromDays(2);
                options.Tags["team"] = "billing \"one\"";
            }))
        .RouteEventsToTopic(prefix + "payments", prefix + "payment-events", pattern => pattern.From("com.acme").Named("to-topic"));
}
