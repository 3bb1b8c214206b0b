using Messaging.Aws;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Sqs.Tests;

public class QueueProvisionerTests
{
    private const string Dlq = "http://sqs.test/000000000000/orders-dlq";

    private const string DlqArn = "arn:aws:sqs:eu-west-1:000000000000:orders-dlq";

    private readonly ScriptedSqs _sqs = new();

    private readonly EagerTime _time = new();

    private static TopologyQueue Orders => new()
    {
        Name = "orders",
        VisibilityTimeout = TimeSpan.FromSeconds(60),
        DeadLetterQueue = "orders-dlq",
        MaxReceives = 5,
    };

    [Fact]
    public async Task Creates_the_dead_letter_queue_before_the_queue_that_names_it()
    {
        _sqs.On("CreateQueue", $$$"""{"QueueUrl":"{{{Dlq}}}"}""").On("CreateQueue", """{"QueueUrl":"http://sqs.test/0/orders"}""");
        _sqs.On("GetQueueAttributes", $$$"""{"Attributes":{"QueueArn":"{{{DlqArn}}}"}}""");

        await EnsureAsync(Provisioning.Create, Orders with { Tags = new Dictionary<string, string> { ["team"] = "shop" } });

        var created = _sqs.Requests.Where(request => request.Action == "CreateQueue").Select(request => request.Body).ToList();
        Assert.Equal(["orders-dlq", "orders"], created.Select(body => (string?)body["QueueName"]));
        Assert.Equal("1209600", (string?)created[0]["Attributes"]!["MessageRetentionPeriod"]);
        Assert.Equal("60", (string?)created[1]["Attributes"]!["VisibilityTimeout"]);
        Assert.Equal($$$"""{"deadLetterTargetArn":"{{{DlqArn}}}","maxReceiveCount":5}""", (string?)created[1]["Attributes"]!["RedrivePolicy"]);
        Assert.Equal("shop", (string?)created[1]["tags"]!["team"]);
        Assert.Equal("shop", (string?)_sqs.Last("TagQueue")["Tags"]!["team"]);
    }

    [Fact]
    public async Task Makes_the_dead_letter_queue_of_a_FIFO_queue_FIFO()
    {
        _sqs.On("CreateQueue", """{"QueueUrl":"http://sqs.test/0/q"}""");
        _sqs.On("GetQueueAttributes", """{"Attributes":{"QueueArn":"arn:aws:sqs:eu-west-1:0:orders-dlq.fifo"}}""");

        await EnsureAsync(Provisioning.Create, new TopologyQueue { Name = "orders.fifo", DeadLetterQueue = "orders-dlq.fifo" });

        Assert.All(_sqs.Requests.Where(request => request.Action == "CreateQueue"),
            request => Assert.Equal("true", (string?)request.Body["Attributes"]!["FifoQueue"]));
    }

    [Fact]
    public async Task Refuses_a_dead_letter_queue_of_another_type()
    {
        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(
            () => EnsureAsync(Provisioning.Create, new TopologyQueue { Name = "orders.fifo", DeadLetterQueue = "orders-dlq" }));

        Assert.Contains("'orders-dlq'", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_sqs.Requests);
    }

    [Fact]
    public async Task Changes_only_what_differs_on_a_queue_that_is_there()
    {
        _sqs.Refuse("CreateQueue", "QueueNameExists", "QueueAlreadyExists");
        _sqs.On("GetQueueUrl", """{"QueueUrl":"http://sqs.test/0/orders"}""");
        _sqs.On("GetQueueAttributes", """{"Attributes":{"VisibilityTimeout":"60","DelaySeconds":"0"}}""");

        await EnsureAsync(Provisioning.Create, Orders with { DeadLetterQueue = null, Delay = TimeSpan.FromSeconds(5) });

        var attribute = Assert.Single(_sqs.Last("SetQueueAttributes")["Attributes"]!.AsObject());
        Assert.Equal(("DelaySeconds", "5"), (attribute.Key, (string?)attribute.Value));
    }

    [Fact]
    public async Task Changes_nothing_when_only_the_spelling_of_the_redrive_policy_differs()
    {
        _sqs.On("CreateQueue", $$$"""{"QueueUrl":"{{{Dlq}}}"}""").Refuse("CreateQueue", "QueueNameExists", "QueueAlreadyExists");
        _sqs.On("GetQueueUrl", """{"QueueUrl":"http://sqs.test/0/orders"}""");
        _sqs.On("GetQueueAttributes", $$$"""{"Attributes":{"QueueArn":"{{{DlqArn}}}"}}""");
        _sqs.On("GetQueueAttributes", $$$"""
            {"Attributes":{"VisibilityTimeout":"60","RedrivePolicy":"{ \"maxReceiveCount\": \"5\", \"deadLetterTargetArn\": \"{{{DlqArn}}}\" }"}}
            """);

        await EnsureAsync(Provisioning.Create, Orders);

        Assert.DoesNotContain("SetQueueAttributes", _sqs.Actions);
    }

    [Fact]
    public async Task Waits_until_a_deleted_queue_may_be_created_again()
    {
        _sqs.Refuse("CreateQueue", "QueueDeletedRecently", "AWS.SimpleQueueService.QueueDeletedRecently");
        _sqs.On("CreateQueue", """{"QueueUrl":"http://sqs.test/0/orders"}""");
        var start = _time.GetUtcNow();

        await EnsureAsync(Provisioning.Create, new TopologyQueue { Name = "orders" });

        Assert.Equal(TimeSpan.FromSeconds(5), _time.GetUtcNow() - start);
        Assert.Equal(2, _sqs.Actions.Count());
    }

    [Fact]
    public async Task Gives_up_on_a_deleted_queue_after_65_seconds()
    {
        _sqs.Refuse("CreateQueue", "QueueDeletedRecently", "AWS.SimpleQueueService.QueueDeletedRecently");

        await Assert.ThrowsAsync<MessagingConfigurationException>(
            () => EnsureAsync(Provisioning.Create, new TopologyQueue { Name = "orders" }));

        Assert.Equal(14, _sqs.Actions.Count());
    }

    [Fact]
    public async Task Lists_everything_that_differs_and_everything_that_is_missing()
    {
        _sqs.Refuse("GetQueueUrl", "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue");
        _sqs.On("GetQueueUrl", """{"QueueUrl":"http://sqs.test/0/orders"}""");
        _sqs.On("GetQueueAttributes", """
            {"Attributes":{"VisibilityTimeout":"30","DelaySeconds":"7","QueueArn":"arn:aws:sqs:eu-west-1:0:orders"}}
            """);
        _sqs.On("ListQueueTags", "{}");

        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(() => EnsureAsync(
            Provisioning.Validate,
            Orders with { Delay = TimeSpan.Zero, Tags = new Dictionary<string, string> { ["team"] = "shop" } }));

        Assert.Contains("queue 'orders-dlq' does not exist", exception.Message, StringComparison.Ordinal);
        Assert.Contains("queue 'orders': VisibilityTimeout is 30 s, the code says 60 s", exception.Message, StringComparison.Ordinal);
        Assert.Contains("queue 'orders': DelaySeconds is 7 s, the code says 0 s", exception.Message, StringComparison.Ordinal);
        Assert.Contains("queue 'orders': RedrivePolicy is not set, the code says", exception.Message, StringComparison.Ordinal);
        Assert.Contains("queue 'orders': tag 'team' is not set, the code says shop", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_sqs.Actions, action => action.StartsWith("Set", StringComparison.Ordinal) || action.StartsWith("Create", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Says_nothing_when_the_queues_are_as_the_code_says()
    {
        _sqs.On("GetQueueUrl", """{"QueueUrl":"http://sqs.test/0/orders"}""");
        _sqs.On("GetQueueAttributes", $$$"""
            {"Attributes":{"VisibilityTimeout":"60","MessageRetentionPeriod":"1209600","QueueArn":"arn:aws:sqs:eu-west-1:000000000000:orders",
            "RedrivePolicy":"{\"deadLetterTargetArn\":\"{{{DlqArn}}}\",\"maxReceiveCount\":\"5\"}"}}
            """);

        await EnsureAsync(Provisioning.Validate, Orders);

        Assert.Equal(4, _sqs.Actions.Count());
    }

    [Fact]
    public async Task Does_nothing_when_told_so()
    {
        await EnsureAsync(Provisioning.None, Orders);

        Assert.Empty(_sqs.Requests);
    }

    [Fact]
    public async Task Names_the_queue_and_the_permissions_when_creating_is_denied()
    {
        _sqs.Refuse("CreateQueue", "AccessDeniedException", "AccessDenied", status: 403);

        var exception = await Assert.ThrowsAsync<MessagingConfigurationException>(
            () => EnsureAsync(Provisioning.Create, new TopologyQueue { Name = "orders" }));

        Assert.Contains("'orders'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("sqs:CreateQueue", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looks_for_a_queue_of_another_account_there()
    {
        _sqs.On("GetQueueUrl", """{"QueueUrl":"http://sqs.test/999999999999/inbox"}""").On("GetQueueAttributes", """{"Attributes":{}}""");

        await EnsureAsync(Provisioning.Validate, new TopologyQueue { Name = "inbox", Arn = "arn:aws:sqs:eu-west-1:999999999999:inbox" });

        Assert.Equal("999999999999", (string?)_sqs.Last("GetQueueUrl")["QueueOwnerAWSAccountId"]);
    }

    private async Task EnsureAsync(Provisioning provisioning, TopologyQueue definition)
    {
        var topology = new TopologyBuilder();
        topology.Add(definition with { Provisioning = provisioning });
        var run = new ProvisioningRun(new Topology(topology));
        await new QueueProvisioner(_ => _sqs.Client, _time).ProvisionAsync(run, default);
        run.ThrowIfDifferent();
    }

    /// <summary>Moves on by itself whenever somebody waits.</summary>
    private sealed class EagerTime : FakeTimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Advance(dueTime);
            return timer;
        }
    }
}
