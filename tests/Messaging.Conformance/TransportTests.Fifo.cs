using System.Collections.Concurrent;

namespace Messaging.Conformance;

public abstract partial class TransportTests
{
    [TransportFact]
    public async Task Each_group_keeps_its_order_when_its_head_fails_once()
    {
        string[] groups = ["a", "b", "c", "d", "e"];
        var failed = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        await using var application = await StartAsync(queue: Fifo, behave: seen =>
            seen.Message is Step { Number: 1, Group: "a" or "c" } step && failed.TryAdd(step.Group, true)
                ? throw new InvalidOperationException("The head fails once.")
                : Task.CompletedTask);

        await PublishAsync(application, Enumerable.Range(1, 10).SelectMany(number => groups.Select(group => new Step(group, number))));
        await application.Probe.UntilHandledAsync(50);

        var expected = Enumerable.Range(1, 10).ToArray();
        Assert.All(groups, group =>
        {
            var started = application.Probe.Started.Select(seen => (Step)seen.Message)
                .Where(step => step.Group == group).Select(step => step.Number);
            Assert.Equal(failed.ContainsKey(group) ? [1, .. expected] : expected, started);
        });
        Assert.Equal(["a", "c"], failed.Keys.Order());
        await application.StopsWithAsync(Fifo, waiting: 0, inFlight: 0);
    }

    [TransportFact]
    public async Task A_message_published_twice_with_one_id_is_handled_once()
    {
        await using var application = await StartAsync(queue: Fifo);
        var twice = new PublishOptions { MessageId = "order-1" };

        await application.Publisher.PublishAsync(new Step("a", 1), twice);
        await application.Publisher.PublishAsync(new Step("a", 1), twice);
        await application.Publisher.PublishAsync(new Step("a", 2));
        await application.Probe.UntilHandledAsync(2);

        // The last of the group has been handled, so nothing before it is left.
        Assert.Equal([1, 2], application.Probe.Started.Select(seen => ((Step)seen.Message).Number));
        await application.StopsWithAsync(Fifo, waiting: 0, inFlight: 0);
    }
}
