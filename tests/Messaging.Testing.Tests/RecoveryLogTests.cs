using Messaging.Local;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Messaging.Testing.Tests;

/// <summary>What is logged when trouble with a queue is over.</summary>
public sealed class RecoveryLogTests
{
    private readonly Logs _logs = new();

    [Theory]
    [InlineData("ReceiveMessage", 1010, 1011, "Consumer orders receives from orders again.")]
    [InlineData("DeleteMessageBatch", 1052, 1053, "Consumer orders settles and extends messages of orders again.")]
    public async Task Requests_that_are_answered_again_are_said_once(string action, int failed, int again, string text)
    {
        await using var harness = await Orders.StartAsync(
            configure: options => options.Configuration["Messaging:Aws:MaxErrorRetry"] = "0",
            services: services => services.AddLogging(logging => logging.AddProvider(_logs)));
        harness.Broker.Faults.Add(new LocalBrokerFault { Kind = LocalBrokerFaultKind.ServerError, Action = action, Times = 4 });

        await harness.PublishAsync(new OrderPlaced(1));
        await harness.AdvanceAsync(TimeSpan.FromMinutes(3));
        await harness.PublishAsync(new OrderPlaced(2));
        await harness.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.True(_logs.Of(failed).Count > 1);
        Assert.Equal([text], _logs.Of(again));
        var order = _logs.Ids.ToList();
        Assert.True(order.LastIndexOf(failed) < order.IndexOf(again));
    }
}
