using System.Text.Json;
using Amazon.SQS.Model;

namespace Messaging.Aws.Tests;

/// <summary>Every operation of the EventBridge client, against a server.</summary>
internal static class EventBridgeScenario
{
    private const string Pattern = """{"source":["com.acme.orders"]}""";

    private static string Name() => $"b-{Guid.NewGuid():N}";

    public static async Task PutsEventsAsync(Clients clients)
    {
        var bus = Name();
        await clients.EventBridge.CreateEventBusAsync(bus);
        var rule = await clients.EventBridge.PutRuleAsync(new EventRule { Name = "orders", EventBus = bus, EventPattern = Pattern });
        var queueUrl = await QueueAsync(clients, Name(), rule);
        var queueArn = (await clients.Sqs.GetQueueAttributesAsync(queueUrl, ["QueueArn"])).Attributes["QueueArn"];
        Assert.Empty(await clients.EventBridge.PutTargetsAsync(bus, "orders", [new EventTarget { Id = "queue", Arn = queueArn }]));
        var time = new DateTimeOffset(2026, 1, 31, 12, 34, 56, TimeSpan.FromHours(2));

        var answers = await clients.EventBridge.PutEventsAsync(
        [
            new EventEntry
            {
                EventBus = bus, Source = "com.acme.orders", DetailType = "Order placed é😀", Time = time,
                Detail = """{"id":1,"text":"a \"quoted\" é😀 \u0007"}""", Resources = ["arn:aws:x:y:z:order/1"],
            },
            new EventEntry { EventBus = bus, Source = "com.acme.orders", DetailType = "Broken", Detail = "no JSON" },
        ]);

        Assert.NotEmpty(answers[0].EventId!);
        Assert.False(answers[1].IsAccepted);
        Assert.Equal("MalformedDetail", answers[1].Error!.Code);
        var message = await ReceiveAsync(clients, queueUrl);
        using var body = JsonDocument.Parse(message.Body);
        Assert.Equal("Order placed é😀", body.RootElement.GetProperty("detail-type").GetString());
        Assert.Equal("a \"quoted\" é😀 \u0007", body.RootElement.GetProperty("detail").GetProperty("text").GetString());
        Assert.Equal("2026-01-31T10:34:56Z", body.RootElement.GetProperty("time").GetString());
        Assert.Equal("arn:aws:x:y:z:order/1", body.RootElement.GetProperty("resources")[0].GetString());
        Assert.Equal(answers[0].EventId, body.RootElement.GetProperty("id").GetString());
    }

    public static async Task AdministersBusesAsync(Clients clients)
    {
        var name = Name();
        var arn = await clients.EventBridge.CreateEventBusAsync(name, new Dictionary<string, string> { ["team"] = "a \"b\"" });
        await clients.EventBridge.TagResourceAsync(arn, new Dictionary<string, string> { ["stage"] = "test" });
        var bus = await clients.EventBridge.DescribeEventBusAsync(name);
        Assert.Equal((name, arn), (bus.Name, bus.Arn));
        Assert.Equal("default", (await clients.EventBridge.DescribeEventBusAsync(null)).Name);

        var again = await Assert.ThrowsAsync<EventBridgeException>(() => clients.EventBridge.CreateEventBusAsync(name));
        Assert.Equal(("ResourceAlreadyExistsException", 400), (again.ErrorCode, (int)again.StatusCode));
        Assert.Contains(name, again.Message, StringComparison.Ordinal);

        await clients.EventBridge.DeleteEventBusAsync(name);
        var missing = await Assert.ThrowsAsync<EventBridgeException>(() => clients.EventBridge.DescribeEventBusAsync(name));
        Assert.Equal("ResourceNotFoundException", missing.ErrorCode);
    }

    public static async Task AdministersRulesAsync(Clients clients)
    {
        var bus = Name();
        await clients.EventBridge.CreateEventBusAsync(bus);
        foreach (var name in new[] { "a-1", "a-2", "b-1" })
        {
            var arn = await clients.EventBridge.PutRuleAsync(new EventRule
            {
                Name = name,
                EventBus = bus,
                EventPattern = Pattern,
                Description = $"The rule {name}",
                State = "DISABLED",
                Tags = new Dictionary<string, string> { ["team"] = "x" },
            });
            Assert.Contains($"rule/{bus}/{name}", arn, StringComparison.Ordinal);
        }

        var rule = await clients.EventBridge.DescribeRuleAsync(bus, "a-1");
        Assert.Equal(("a-1", bus, "The rule a-1", "DISABLED"), (rule.Name, rule.EventBus, rule.Description, rule.State));
        Assert.Equal(Pattern, rule.EventPattern);
        await clients.EventBridge.EnableRuleAsync(bus, "a-1");
        Assert.Equal("ENABLED", (await clients.EventBridge.DescribeRuleAsync(bus, "a-1")).State);
        await clients.EventBridge.DisableRuleAsync(bus, "a-1");
        Assert.Equal("DISABLED", (await clients.EventBridge.DescribeRuleAsync(bus, "a-1")).State);

        Assert.Equal(3, (await clients.EventBridge.ListRulesAsync(bus)).Count);
        Assert.Equal(["a-1", "a-2"], (await clients.EventBridge.ListRulesAsync(bus, "a-")).Select(item => item.Name).Order());
        await clients.EventBridge.DeleteRuleAsync(bus, "a-1");
        var missing = await Assert.ThrowsAsync<EventBridgeException>(() => clients.EventBridge.DescribeRuleAsync(bus, "a-1"));
        Assert.Equal("ResourceNotFoundException", missing.ErrorCode);

        var pattern = await Assert.ThrowsAsync<EventBridgeException>(
            () => clients.EventBridge.PutRuleAsync(new EventRule { Name = "bad", EventBus = bus, EventPattern = """{"source":"x"}""" }));
        Assert.Equal("InvalidEventPatternException", pattern.ErrorCode);
    }

    public static async Task AdministersTargetsAsync(Clients clients)
    {
        var bus = Name();
        await clients.EventBridge.CreateEventBusAsync(bus);
        await clients.EventBridge.PutRuleAsync(new EventRule { Name = "orders", EventBus = bus, EventPattern = Pattern });
        EventTarget[] targets =
        [
            new()
            {
                Id = "full", Arn = "arn:aws:sqs:us-east-1:123456789012:a.fifo", MessageGroupId = "all",
                DeadLetterArn = "arn:aws:sqs:us-east-1:123456789012:dead", MaximumRetryAttempts = 3,
                MaximumEventAge = TimeSpan.FromMinutes(2), InputPath = "$.detail",
            },
            new()
            {
                Id = "made", Arn = "arn:aws:sqs:us-east-1:123456789012:b",
                InputTransformer = new EventInputTransformer
                {
                    InputPaths = new Dictionary<string, string> { ["id"] = "$.detail.id" },
                    Template = """{"order": <id>}""",
                },
            },
            new() { Id = "constant", Arn = "arn:aws:sns:us-east-1:123456789012:c", Input = """{"a":1}""" },
        ];

        Assert.Empty(await clients.EventBridge.PutTargetsAsync(bus, "orders", targets));
        var read = (await clients.EventBridge.ListTargetsByRuleAsync(bus, "orders")).ToDictionary(target => target.Id);

        Assert.Equal(3, read.Count);
        var full = read["full"];
        Assert.Equal((targets[0].Arn, "all", "$.detail"), (full.Arn, full.MessageGroupId, full.InputPath));
        Assert.Equal(targets[0].DeadLetterArn, full.DeadLetterArn);
        Assert.Equal((3, TimeSpan.FromMinutes(2)), (full.MaximumRetryAttempts, full.MaximumEventAge));
        Assert.Equal("$.detail.id", read["made"].InputTransformer!.InputPaths["id"]);
        Assert.Equal("""{"order": <id>}""", read["made"].InputTransformer!.Template);
        Assert.Equal("""{"a":1}""", read["constant"].Input);
        Assert.Null(read["constant"].DeadLetterArn);

        Assert.Empty(await clients.EventBridge.RemoveTargetsAsync(bus, "orders", ["full", "made"]));
        Assert.Equal("constant", Assert.Single(await clients.EventBridge.ListTargetsByRuleAsync(bus, "orders")).Id);
    }

    public static async Task TestsPatternsAsync(Clients clients)
    {
        var json = """
            {"id":"1","account":"123456789012","source":"com.acme.orders","time":"2026-01-31T12:34:56Z","region":"us-east-1",
            "resources":[],"detail-type":"x","detail":{}}
            """;
        Assert.True(await clients.EventBridge.TestEventPatternAsync(Pattern, json));
        Assert.False(await clients.EventBridge.TestEventPatternAsync("""{"source":["other"]}""", json));
    }

    private static async Task<string> QueueAsync(Clients clients, string name, string rule)
    {
        var url = (await clients.Sqs.CreateQueueAsync(name)).QueueUrl;
        var arn = (await clients.Sqs.GetQueueAttributesAsync(url, ["QueueArn"])).Attributes["QueueArn"];
        var policy = $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},
            "Action":"sqs:SendMessage","Resource":"{{arn}}","Condition":{"ArnEquals":{"aws:SourceArn":"{{rule}}"} } }]}
            """;
        await clients.Sqs.SetQueueAttributesAsync(url, new Dictionary<string, string> { ["Policy"] = policy });
        return url;
    }

    private static async Task<Message> ReceiveAsync(Clients clients, string queue)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var received = await clients.Sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue, WaitTimeSeconds = 1 });
            if (received.Messages is [var message, ..])
            {
                return message;
            }
        }

        throw new InvalidOperationException("No event came.");
    }
}
