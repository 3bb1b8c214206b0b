using System.Reflection;
using System.Text.Json.Nodes;

namespace Messaging.Lambda.Tests;

/// <summary>The template of the sample: what it deploys is what the lab runs on.</summary>
public sealed class TemplateTests
{
    private static readonly JsonObject Resources = JsonNode.Parse(File.ReadAllText(Path.Combine(
        typeof(TemplateTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!,
        "samples", "OrderProcessing.Lambda", "template.json")))!["Resources"]!.AsObject();

    [Fact]
    public void Every_resource_of_the_lab_is_named()
    {
        Assert.Equal(["OrderQueue", "OrderDeadLetterQueue", "OrderFunction"], Resources.Select(resource => resource.Key));
        Assert.Equal("order-processing", Text("OrderQueue", "QueueName"));
        Assert.Equal("order-processing-dlq", Text("OrderDeadLetterQueue", "QueueName"));
        Assert.Equal("order-processing", Text("OrderFunction", "FunctionName"));
        Assert.Equal("OrderDeadLetterQueue", Properties("OrderQueue")["RedrivePolicy"]!["deadLetterTargetArn"]!["Fn::GetAtt"]![0]!.GetValue<string>());
    }

    [Fact]
    public void The_mapping_reports_partial_batches_and_messages_stay_hidden_long_enough()
    {
        var mapping = Properties("OrderFunction")["Events"]!["Orders"]!["Properties"]!;

        Assert.Equal("ReportBatchItemFailures", Assert.Single(mapping["FunctionResponseTypes"]!.AsArray())!.GetValue<string>());
        Assert.Equal("OrderQueue", mapping["Queue"]!["Fn::GetAtt"]![0]!.GetValue<string>());
        Assert.True(Number("OrderQueue", "VisibilityTimeout") >= 6 * Number("OrderFunction", "Timeout"));
    }

    [Fact]
    public void References_are_to_resources_that_are_there() => Assert.All(
        Find(Resources, "Fn::GetAtt"), reference => Assert.True(Resources.ContainsKey(reference[0]!.GetValue<string>())));

    private static JsonObject Properties(string resource) => Resources[resource]!["Properties"]!.AsObject();

    private static string Text(string resource, string property) => Properties(resource)[property]!.GetValue<string>();

    private static int Number(string resource, string property) => Properties(resource)[property]!.GetValue<int>();

    private static IEnumerable<JsonArray> Find(JsonNode? node, string name) => node switch
    {
        JsonObject json => json.SelectMany(member => member.Key == name ? [member.Value!.AsArray()] : Find(member.Value, name)),
        JsonArray array => array.SelectMany(item => Find(item, name)),
        _ => [],
    };
}
