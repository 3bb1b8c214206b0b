using System.Text.Json;
using System.Text.Json.Nodes;

namespace Messaging.Local.Tests;

/// <summary>A query whose client accepts JSON is answered as API Gateway's integrations know it.</summary>
public sealed class JsonQueryTests : IDisposable
{
    private const string Orders = "http://localhost/000000000000/orders";

    private readonly BrokerFixture _sqs = new();
    private readonly HttpClient _http;

    public JsonQueryTests()
    {
        _http = new HttpClient(_sqs.Broker.Handler, disposeHandler: false);
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
    }

    public void Dispose()
    {
        _http.Dispose();
        _sqs.Dispose();
    }

    [Fact]
    public async Task A_message_is_sent_and_received()
    {
        await _sqs.CreateAsync("orders");

        var sent = await GetAsync("?Action=SendMessage&MessageBody=h%22i&MessageAttribute.1.Name=a&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=b");
        var received = await GetAsync("?Action=ReceiveMessage&MessageAttributeName.1=All&AttributeName.1=ApproximateReceiveCount");

        var message = received["ReceiveMessageResponse"]!["ReceiveMessageResult"]!["messages"]![0]!;
        Assert.Equal("h\"i", (string?)message["Body"]);
        Assert.Equal("""[{"Name":"ApproximateReceiveCount","Value":"1"}]""", message["Attributes"]!.ToJsonString());
        Assert.Equal("""[{"Name":"a","Value":{"StringValue":"b","DataType":"String"}}]""", message["MessageAttributes"]!.ToJsonString());
        Assert.Equal((string?)message["MessageId"], (string?)sent["SendMessageResponse"]!["SendMessageResult"]!["MessageId"]);
        Assert.True(Guid.TryParse((string?)sent["SendMessageResponse"]!["ResponseMetadata"]!["RequestId"], out _));
    }

    [Fact]
    public async Task An_action_without_an_answer_tells_the_id_of_the_request()
    {
        await _sqs.CreateAsync("orders");

        var purged = await GetAsync("?Action=PurgeQueue");

        Assert.Equal(["ResponseMetadata"], purged["PurgeQueueResponse"]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task An_error_tells_code_text_and_fault()
    {
        var failed = await GetAsync("?Action=PurgeQueue");

        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", (string?)failed["Error"]!["Code"]);
        Assert.Equal("The specified queue does not exist for this wsdl version.", (string?)failed["Error"]!["Message"]);
        Assert.Equal("Sender", (string?)failed["Error"]!["Type"]);
        Assert.Equal(JsonValueKind.String, failed["RequestId"]!.GetValueKind());
    }

    private async Task<JsonObject> GetAsync(string query)
    {
        using var answer = await _http.GetAsync(new Uri(Orders + query));
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }
}
