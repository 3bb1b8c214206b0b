using System.Text.Json.Nodes;
using Messaging.Aws;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EventBridge.Tests;

/// <summary>What documents say of resources in other accounts and regions, which are in no stack of the application's own.</summary>
public sealed class ExportedPlacesTests
{
    private const string Partner = "arn:aws:sqs:us-east-1:999999999999:partner-inbox";

    private const string Central = "arn:aws:events:us-east-1:999999999999:event-bus/default";

    private static readonly TopologyExportOptions Own = new() { Region = "eu-west-1", AccountId = "111111111111" };

    [Fact]
    public void A_queue_of_another_account_is_in_no_stack_and_has_its_own_arn_in_the_policy()
    {
        var topology = Of(messaging => messaging.PublishToQueue<PaymentCaptured>("partner"), ("Messaging:Destinations:partner:Address", Partner));

        Assert.Equal([Partner], Resources(topology, "Send"));
        Assert.Empty(JsonNode.Parse(topology.Export(TopologyFormat.CloudFormation))!["Resources"]!.AsObject());
        Assert.Equal("", topology.Export(TopologyFormat.Terraform));
    }

    [Fact]
    public void A_rule_of_another_accounts_default_bus_is_there_in_every_document()
    {
        var topology = Of(
            messaging => messaging.AddSqsConsumer("reports", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>()
                .SubscribeToEventBus("central", pattern => pattern.Message<PaymentCaptured>())),
            ("Messaging:Destinations:central:Address", Central), ("Messaging:Consumers:reports:Provisioning", "Create"));

        Assert.Contains(Central, topology.Export(TopologyFormat.CloudFormation), StringComparison.Ordinal);
        Assert.Contains($"event_bus_name = \"{Central}\"", topology.Export(TopologyFormat.Terraform), StringComparison.Ordinal);
        Assert.Equal(["arn:aws:events:us-east-1:999999999999:rule/reports"], Resources(topology, "CreateRules"));
    }

    [Fact]
    public void Rules_whose_names_and_buses_make_one_text_are_several_resources()
    {
        var document = Of(messaging => messaging
            .AddSqsConsumer("eu-reports", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>()
                .SubscribeToEventBus("payments", pattern => pattern.Message<PaymentCaptured>()))
            .AddSqsConsumer("reports", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>()
                .SubscribeToEventBus("payments-eu", pattern => pattern.Message<PaymentCaptured>()))).Export(TopologyFormat.Terraform);

        var headers = document.Split('\n').Where(line => line.StartsWith("resource ", StringComparison.Ordinal)).ToList();
        Assert.Equal(headers.Distinct(), headers);
        Assert.Equal(2, headers.Count(header => header.Contains("\"aws_cloudwatch_event_rule\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_policy_lets_the_application_assume_roles_and_leaves_their_resources_to_them()
    {
        const string Role = "arn:aws:iam::222222222222:role/audit-writer";
        var topology = Of(
            messaging => messaging.PublishToQueue<PaymentCaptured>("audit").PublishToQueue<PaymentCaptured>("ledger"),
            ("Messaging:Destinations:audit:Aws:RoleArn", Role));

        Assert.Equal([Role], Resources(topology, "AssumeRoles"));
        Assert.Equal(["arn:aws:sqs:eu-west-1:111111111111:ledger"], Resources(topology, "Send"));
        Assert.Equal(
            ["ledger"], JsonNode.Parse(topology.Export(TopologyFormat.CloudFormation))!["Resources"]!.AsObject()
                .Select(resource => (string?)resource.Value!["Properties"]!["QueueName"]));
    }

    [Fact]
    public void What_is_in_another_region_has_it_in_the_policy_and_is_named_and_not_made_by_the_stack()
    {
        var topology = Of(
            messaging => messaging
                .PublishToTopic<PaymentCaptured>("payments-us")
                .AddSqsConsumer("reports", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>().SubscribeToTopic("payments-us")),
            ("Messaging:Destinations:payments-us:Address", "payments"), ("Messaging:Destinations:payments-us:Aws:Region", "us-west-2"));

        var template = JsonNode.Parse(topology.Export(TopologyFormat.CloudFormation))!["Resources"]!.AsObject();
        Assert.Equal(["arn:aws:sns:us-west-2:111111111111:payments"], Resources(topology, "Publish"));
        Assert.Equal(["AWS::SQS::Queue", "AWS::SQS::QueuePolicy"], template.Select(resource => (string?)resource.Value!["Type"]));
        Assert.Contains("arn:${AWS::Partition}:sns:us-west-2:${AWS::AccountId}:payments", template.ToJsonString(PolicyJson.Relaxed), StringComparison.Ordinal);
        var terraform = topology.Export(TopologyFormat.Terraform);
        Assert.StartsWith("data \"aws_caller_identity\" \"current\" {}\n\ndata \"aws_partition\" \"current\" {}\n\nresource ", terraform, StringComparison.Ordinal);
        Assert.Contains(
            "[\"arn:${data.aws_partition.current.partition}:sns:us-west-2:${data.aws_caller_identity.current.account_id}:payments\"]", terraform,
            StringComparison.Ordinal);
        Assert.Contains("topic payments in us-west-2", topology.Export(TopologyFormat.Mermaid), StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Resources(Topology topology, string statement) => JsonNode.Parse(topology.Export(TopologyFormat.Iam, Own))!["Statement"]!
        .AsArray().Single(item => (string?)item!["Sid"] == statement)!["Resource"]!.AsArray().Select(resource => (string?)resource);

    private static Topology Of(Action<MessagingBuilder> configure, params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());
        configure(services.AddMessaging());
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<Topology>();
    }
}
