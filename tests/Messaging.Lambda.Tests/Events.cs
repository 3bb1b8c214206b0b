using System.Text.Json.Nodes;

namespace Messaging.Lambda.Tests;

/// <summary>Makes events as Lambda passes them on, and reads answers.</summary>
internal static class Events
{
    public const string Account = "000000000000";

    public static string Envelope(string orderId, string type = "order.v1") =>
        $$$"""{"specversion":"1.0","id":"e-{{{orderId}}}","source":"/tests","type":"{{{type}}}","data":{"orderId":"{{{orderId}}}"}}""";

    public static string Queue(string queue, params IEnumerable<JsonObject> records)
    {
        var array = new JsonArray();
        foreach (var record in records)
        {
            record["eventSourceARN"] = $"arn:aws:sqs:us-east-1:{Account}:{queue}";
            array.Add(record);
        }

        return new JsonObject { ["Records"] = array }.ToJsonString();
    }

    /// <summary>A record of a message that holds an order with the record's own id.</summary>
    public static JsonObject Record(string id, string? body = null, string? group = null, int receives = 1, string? receipt = null)
    {
        var system = new JsonObject
        {
            ["ApproximateReceiveCount"] = receives.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["SentTimestamp"] = "1700000000000",
            ["SenderId"] = Account,
            ["ApproximateFirstReceiveTimestamp"] = "1700000000001",
        };
        if (group is not null)
        {
            system["MessageGroupId"] = group;
        }

        return new JsonObject
        {
            ["messageId"] = id,
            ["receiptHandle"] = receipt ?? "receipt-" + id,
            ["body"] = body ?? Envelope(id),
            ["attributes"] = system,
            ["messageAttributes"] = new JsonObject(),
            ["md5OfBody"] = "",
            ["eventSource"] = "aws:sqs",
            ["awsRegion"] = "us-east-1",
        };
    }

    public static string Topic(string message, string topic = "order-events") => new JsonObject
    {
        ["Records"] = new JsonArray(new JsonObject
        {
            ["EventSource"] = "aws:sns",
            ["EventVersion"] = "1.0",
            ["EventSubscriptionArn"] = $"arn:aws:sns:us-east-1:{Account}:{topic}:1",
            ["Sns"] = new JsonObject
            {
                ["Type"] = "Notification",
                ["MessageId"] = "n-1",
                ["TopicArn"] = $"arn:aws:sns:us-east-1:{Account}:{topic}",
                ["Subject"] = null,
                ["Message"] = message,
                ["Timestamp"] = "2026-01-01T00:00:00.000Z",
                ["SignatureVersion"] = "1",
                ["Signature"] = "",
                ["SigningCertUrl"] = "",
                ["UnsubscribeUrl"] = "",
                ["MessageAttributes"] = new JsonObject
                {
                    ["region"] = new JsonObject { ["Type"] = "String", ["Value"] = "eu" },
                },
            },
        }),
    }.ToJsonString();

    public static string Bus(string detail, string detailType = "order.v1") =>
        $$"""{"version":"0","id":"b-1","detail-type":"{{detailType}}","source":"com.acme","account":"{{Account}}","time":"2026-01-01T00:00:00Z","region":"us-east-1","resources":[],"detail":{{detail}}}""";

    public static string[] Failures(string answer)
    {
        var root = JsonNode.Parse(answer)!.AsObject();
        Assert.Equal("batchItemFailures", Assert.Single(root).Key);
        return [.. root["batchItemFailures"]!.AsArray().Select(item =>
        {
            Assert.Equal("itemIdentifier", Assert.Single(item!.AsObject()).Key);
            return item["itemIdentifier"]!.GetValue<string>();
        })];
    }
}
