using System.Diagnostics;
using System.Text.Json.Nodes;
using Messaging.Aws;
using Microsoft.Extensions.DependencyInjection;
using Regex = System.Text.RegularExpressions.Regex;

namespace Messaging.EventBridge.Tests;

public sealed class ExportTests
{
    private readonly Topology _topology = Topologies.Of(Topologies.Shop);

    [Theory]
    [InlineData(TopologyFormat.Mermaid)]
    [InlineData(TopologyFormat.CloudFormation)]
    [InlineData(TopologyFormat.Terraform)]
    public void Every_document_names_every_queue_topic_bus_rule_and_filter(TopologyFormat format)
    {
        var document = _topology.Export(format);

        string[] names =
        [
            .. _topology.Queues.Select(queue => queue.Name), .. _topology.Topics.Select(topic => topic.Name),
            .. _topology.EventBuses.Select(bus => bus.Name), .. _topology.Rules.Select(rule => rule.Name),
            .. _topology.Subscriptions.Where(item => item.Protocol != "sqs").Select(item => item.Endpoint), "DE", "FR",
        ];
        Assert.Equal(12, names.Length);
        Assert.All(names, name => Assert.Contains(name, document, StringComparison.Ordinal));
        Assert.Equal(document, Topologies.Of(Topologies.Shop).Export(format));
    }

    [Fact]
    public void The_template_is_one_whose_every_reference_leads_to_a_resource()
    {
        var template = JsonNode.Parse(_topology.Export(TopologyFormat.CloudFormation))!;
        var resources = template["Resources"]!.AsObject();

        Assert.Equal("2010-09-09", (string?)template["AWSTemplateFormatVersion"]);
        Assert.All(References(template), reference => Assert.True(resources.ContainsKey(reference), reference));
        Assert.All(resources, resource => Assert.Matches("^[A-Za-z0-9]+$", resource.Key));
        Assert.Equal(
            [
                "AWS::Events::EventBus 1", "AWS::Events::Rule 3", "AWS::Lambda::Permission 2", "AWS::SNS::Subscription 3", "AWS::SNS::Topic 1",
                "AWS::SNS::TopicPolicy 1", "AWS::SQS::Queue 3", "AWS::SQS::QueuePolicy 2",
            ],
            resources.GroupBy(resource => (string)resource.Value!["Type"]!).Select(group => $"{group.Key} {group.Count()}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_queue_of_the_template_lets_exactly_its_sources_deliver_before_they_do()
    {
        var resources = JsonNode.Parse(_topology.Export(TopologyFormat.CloudFormation))!["Resources"]!.AsObject();
        var policy = Assert.Single(resources, resource =>
            (string)resource.Value!["Type"]! == "AWS::SQS::QueuePolicy" && (string?)resource.Value["Properties"]!["Queues"]![0]!["Ref"] == "QueueReports");
        var statements = policy.Value!["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray();
        var subscription = Assert.Single(resources, resource =>
            (string)resource.Value!["Type"]! == "AWS::SNS::Subscription" && (string?)resource.Value["Properties"]!["Protocol"] == "sqs").Value!;

        Assert.Equal(["sns.amazonaws.com", "events.amazonaws.com"], statements.Select(statement => (string?)statement!["Principal"]!["Service"]));
        Assert.Equal("TopicPaymentEvents", (string?)statements[0]!["Condition"]!["ArnLike"]!["aws:SourceArn"]![0]!["Ref"]);
        Assert.Equal([policy.Key, "QueuePolicyReportsDlq"], Texts(subscription["DependsOn"]));
        Assert.Equal([policy.Key, "QueuePolicyReportsDlq"], Texts(resources["RulePaymentsReports"]!["DependsOn"]));
        Assert.Equal(["TopicPolicyPaymentEvents"], Texts(resources["RulePaymentsToTopic"]!["DependsOn"]));
        Assert.EndsWith(":rule/payments/reports", (string?)statements[1]!["Condition"]!["ArnLike"]!["aws:SourceArn"]![0]!["Fn::Sub"], StringComparison.Ordinal);
        Assert.True((bool)subscription["Properties"]!["RawMessageDelivery"]!);
        Assert.Equal("MessageBody", (string?)subscription["Properties"]!["FilterPolicyScope"]);
    }

    [Fact]
    public void A_target_and_a_subscription_of_terraform_come_after_the_policies_that_let_them_in()
    {
        var document = _topology.Export(TopologyFormat.Terraform);

        Assert.Equal(
            [
                "aws_cloudwatch_event_target payments_reports: aws_sqs_queue_policy.reports, aws_sqs_queue_policy.reports_dlq",
                "aws_cloudwatch_event_target payments_to_topic: aws_sns_topic_policy.payment_events",
                "aws_sns_topic_subscription payment_events_to_reports: aws_sqs_queue_policy.reports, aws_sqs_queue_policy.reports_dlq",
            ],
            Regex.Matches(document, "resource \"(\\w+)\" \"(\\w+)\" {\n(?:  .*\n)*?  depends_on += \\[(.*)]").Select(
                match => $"{match.Groups[1]} {match.Groups[2]}: {match.Groups[3]}"));
    }

    [Fact]
    public void A_template_holds_no_null()
    {
        var topology = Topologies.Of(messaging => messaging
            .AddSqsConsumer("reports", consumer => consumer.Handle<PaymentCaptured, CapturedHandler>()
                .SubscribeToTopic("payment-events", filter => filter.InBody().Where("data.note", Match.Null))
                .SubscribeToEventBus("payments", pattern => pattern.Where("detail.note", Match.Null))));

        var resources = JsonNode.Parse(topology.Export(TopologyFormat.CloudFormation))!["Resources"]!;

        Assert.DoesNotContain(Values(resources), value => value is null);
        Assert.Equal("""{"detail":{"note":[null]}}""", (string?)resources["RulePaymentsReports"]!["Properties"]!["EventPattern"]);
        Assert.Equal("""{"data":{"note":[null]}}""", (string?)resources["PaymentEventsToReportsSubscription"]!["Properties"]!["FilterPolicy"]);

        static IEnumerable<JsonNode?> Values(JsonNode? node) => node switch
        {
            JsonObject members => members.SelectMany(member => Values(member.Value)),
            JsonArray items => items.SelectMany(Values),
            _ => [node],
        };
    }

    [Fact]
    public void The_iam_policy_allows_what_is_used_and_nothing_else()
    {
        var policy = JsonNode.Parse(_topology.Export(
            TopologyFormat.Iam, new TopologyExportOptions { Region = "eu-west-1", AccountId = "123456789012" }))!;
        var statements = policy["Statement"]!.AsArray().ToDictionary(statement => (string)statement!["Sid"]!, statement => statement!);

        Assert.Equal(["arn:aws:sqs:eu-west-1:123456789012:reports"], Texts(statements["Consume"]["Resource"]));
        Assert.Equal(["arn:aws:sqs:eu-west-1:123456789012:reports-dlq"], Texts(statements["DeadLetter"]["Resource"]));
        Assert.Equal(["arn:aws:sqs:eu-west-1:123456789012:ledger.fifo"], Texts(statements["Send"]["Resource"]));
        Assert.Equal(["sns:Publish", "sns:GetTopicAttributes"], Texts(statements["Publish"]["Action"]));
        Assert.Equal(["arn:aws:sns:eu-west-1:123456789012:payment-events"], Texts(statements["Publish"]["Resource"]));
        Assert.Equal(["arn:aws:events:eu-west-1:123456789012:event-bus/payments"], Texts(statements["PutEvents"]["Resource"]));
        Assert.DoesNotContain(statements.Values.SelectMany(statement => Texts(statement["Action"])), action => action.Contains('*', StringComparison.Ordinal));
        Assert.DoesNotContain(statements.Values.SelectMany(statement => Texts(statement["Action"])), action => action.Contains("Delete", StringComparison.Ordinal) && action != "sqs:DeleteMessage");
    }

    [Fact]
    public void Texts_of_terraform_cannot_end_early_or_be_taken_for_templates()
    {
        var document = _topology.Export(TopologyFormat.Terraform);

        Assert.Contains("""com.acme.$${payments}""", document, StringComparison.Ordinal);
        Assert.Contains("""= "billing \"one\"" """.TrimEnd(), document, StringComparison.Ordinal);
        Assert.Equal(document.Count(character => character == '{'), document.Count(character => character == '}'));
    }

    [Fact]
    public void Terraform_itself_finds_nothing_to_format()
    {
        if (Run("terraform", "version", "") is not 0)
        {
            // The tool is not on this machine: the test above looks at the text.
            return;
        }

        Assert.Equal(0, Run("terraform", "fmt -check -", _topology.Export(TopologyFormat.Terraform)));
    }

    [Theory]
    [InlineData(0, "topology", "export", "--format", "iam", "--region", "eu-west-1")]
    [InlineData(2, "topology", "export", "--format", "word")]
    [InlineData(2, "topology")]
    [InlineData(2, "topology", "export", "--format")]
    [InlineData(null, "serve")]
    [InlineData(null)]
    public void The_command_line_writes_a_document_or_says_how(int? exitCode, params string[] args)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        Topologies.Shop(services.AddMessaging());
        using var provider = services.BuildServiceProvider();
        using var output = new StringWriter();

        Assert.Equal(exitCode, TopologyCommand.TryRun(args, provider, output));

        Assert.Equal(exitCode is 0, output.ToString().StartsWith('{'));
        Assert.Equal(exitCode is 2, output.ToString().StartsWith($"'{string.Join(' ', args)}' was not understood.", StringComparison.Ordinal));
        Assert.Equal(exitCode is 2, output.ToString().Contains("Usage: topology export --format mermaid|", StringComparison.Ordinal));
    }

    private static int? Run(string program, string arguments, string input)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject item => item.SelectMany(member => member.Key switch
        {
            "Ref" => [(string)member.Value!],
            "Fn::GetAtt" => [(string)member.Value![0]!],
            "DependsOn" => member.Value!.AsArray().Select(item => (string)item!),
            _ => References(member.Value),
        }),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private static IEnumerable<string> Texts(JsonNode? node) => node!.AsArray().Select(item => item!.GetValue<string>());
}
