using Amazon.SQS.Model;
using Messaging.Local;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Messaging.Conformance;

/// <summary>Counts what consumption costs: requests are what AWS charges for.</summary>
public sealed class RequestTests(ITestOutputHelper output)
{
    private const int Messages = 10_000;
    private const string Queue = "many";

    [Fact]
    public async Task Ten_thousand_messages_with_a_trivial_handler_take_at_most_0_22_requests_each()
    {
        using var broker = new LocalBroker(LocalBrokerOptions.Exact());
        await using var application = new Application(
            services => services.AddSingleton(broker).AddLocalBroker(),
            messaging => messaging.AddSqsConsumer(Queue, consumer => consumer.Handle<string, TextHandler>()));
        var url = (await application.Queues.Client.CreateQueueAsync(Queue)).QueueUrl;
        foreach (var numbers in Enumerable.Range(1, Messages).Chunk(10))
        {
            await application.Queues.Client.SendMessageBatchAsync(
                url, [.. numbers.Select(number => new SendMessageBatchRequestEntry($"n{number}", $"Message {number}"))]);
        }

        var before = broker.Requests.ByAction;
        var total = broker.Requests.Total;
        await application.StartAsync();
        await application.Probe.UntilHandledAsync(Messages);

        // Stopping deletes what is left to delete.
        await application.StopAsync();

        var each = (double)(broker.Requests.Total - total) / Messages;
        output.WriteLine($"{each:0.0000} requests per message: " + string.Join(", ", broker.Requests.ByAction
            .Select(action => $"{action.Key} {action.Value - before.GetValueOrDefault(action.Key)}").Order()));
        Assert.Equal(Messages, broker.Ledger.Count(Queue, LedgerEvent.Deleted));
        Assert.True(each <= 0.22, $"{each:0.0000} requests per message.");
    }
}
