using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.SQS;
using Messaging.Aws;

namespace Messaging.EventBridge.Tests;

/// <summary>Has CloudFormation of a server that is not ours make a template's resources.</summary>
/// <remarks>
/// That server makes queues, topics, buses and rules with their targets. Policies and subscriptions it leaves out: they are made
/// here, by requests that hold what the template says and nothing else.
/// </remarks>
internal sealed class Stack(Uri server, JsonObject resources, IAmazonSQS sqs, ITopicAdministration sns) : IAsyncDisposable
{
    private const string Account = "123456789012";
    private const string Region = "us-east-1";

    private readonly string _name = $"stack-{Guid.NewGuid():N}";
    private readonly HttpClient _client = new() { BaseAddress = server };

    /// <summary>Makes the stack and waits until the server has made it.</summary>
    public async Task CreateAsync(string template)
    {
        await AskAsync(new() { ["Action"] = "CreateStack", ["StackName"] = _name, ["TemplateBody"] = template });
        var answer = await AskAsync(new() { ["Action"] = "DescribeStacks", ["StackName"] = _name });
        Assert.Equal("CREATE_COMPLETE", answer.Descendants().Single(element => element.Name.LocalName == "StackStatus").Value);
        foreach (var properties in Of("AWS::SQS::QueuePolicy"))
        {
            await WritePolicyAsync(properties);
        }

        foreach (var properties in Of("AWS::SNS::TopicPolicy"))
        {
            await sns.SetTopicAttributeAsync(
                (string)Resolved(properties["Topics"]![0])!, "Policy", Resolved(properties["PolicyDocument"])!.ToJsonString());
        }

        foreach (var properties in Of("AWS::SNS::Subscription"))
        {
            await SubscribeAsync(properties);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await AskAsync(new() { ["Action"] = "DeleteStack", ["StackName"] = _name });
        _client.Dispose();
    }

    private async Task WritePolicyAsync(JsonObject properties)
    {
        var queue = resources[(string)properties["Queues"]![0]!["Ref"]!]!["Properties"]!["QueueName"]!;
        var url = (await sqs.GetQueueUrlAsync((string)queue!)).QueueUrl;
        await sqs.SetQueueAttributesAsync(
            url, new Dictionary<string, string> { ["Policy"] = Resolved(properties["PolicyDocument"])!.ToJsonString() });
    }

    private async Task SubscribeAsync(JsonObject properties)
    {
        var attributes = new Dictionary<string, string>();
        foreach (var name in new[] { "FilterPolicyScope", "FilterPolicy", "RawMessageDelivery", "RedrivePolicy" })
        {
            if (Resolved(properties[name]) is { } value)
            {
                attributes[name] = value.GetValueKind() == System.Text.Json.JsonValueKind.String ? (string)value! : value.ToJsonString();
            }
        }

        await sns.SubscribeAsync(
            (string)Resolved(properties["TopicArn"])!, (string)properties["Protocol"]!, (string)Resolved(properties["Endpoint"])!, attributes);
    }

    private IEnumerable<JsonObject> Of(string type) => resources
        .Where(resource => (string?)resource.Value!["Type"] == type).Select(resource => resource.Value!["Properties"]!.AsObject());

    /// <summary>Puts ARNs where the template refers to resources, as CloudFormation does.</summary>
    private JsonNode? Resolved(JsonNode? node) => node switch
    {
        JsonObject reference when (reference["Ref"] ?? reference["Fn::GetAtt"]?[0]) is { } id => Arn((string)id!),
        JsonObject text when text["Fn::Sub"] is { } value => ((string)value!)
            .Replace("${AWS::Partition}", "aws", StringComparison.Ordinal)
            .Replace("${AWS::Region}", Region, StringComparison.Ordinal)
            .Replace("${AWS::AccountId}", Account, StringComparison.Ordinal),
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Resolved(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Resolved)]),
        null => null,
        _ => node.DeepClone(),
    };

    private string Arn(string id)
    {
        var properties = resources[id]!["Properties"]!;
        return properties["QueueName"] is { } queue
            ? $"arn:aws:sqs:{Region}:{Account}:{queue}"
            : $"arn:aws:sns:{Region}:{Account}:{properties["TopicName"]}";
    }

    private async Task<XDocument> AskAsync(Dictionary<string, string> members)
    {
        using var content = new FormUrlEncodedContent(members);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = content };

        // The server looks only whom the credentials name, and for which service.
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential=test/20260101/{Region}/cloudformation/aws4_request, SignedHeaders=host, Signature=none");
        using var response = await _client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return XDocument.Parse(text);
    }
}
