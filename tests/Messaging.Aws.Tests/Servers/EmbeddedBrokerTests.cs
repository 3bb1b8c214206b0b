namespace Messaging.Aws.Tests;

/// <summary>The clients against our own broker.</summary>
public sealed class EmbeddedBrokerTests : IDisposable
{
    private readonly Clients _clients = Clients.OfBroker();

    public void Dispose() => _clients.Dispose();

    [Fact]
    public Task Publishes() => SnsScenario.PublishesAsync(_clients);

    [Fact]
    public Task Publishes_a_batch() => SnsScenario.PublishesABatchAsync(_clients);

    [Fact]
    public Task Publishes_to_a_fifo_topic() => SnsScenario.PublishesToAFifoTopicAsync(_clients);

    [Fact]
    public Task Administers_topics() => SnsScenario.AdministersTopicsAsync(_clients);

    [Fact]
    public Task Administers_subscriptions() => SnsScenario.AdministersSubscriptionsAsync(_clients);

    [Fact]
    public Task Lists_more_than_a_page() => SnsScenario.ListsMoreThanAPageAsync(_clients);

    [Fact]
    public Task Maps_errors() => SnsScenario.MapsErrorsAsync(_clients);

    [Fact]
    public Task Puts_events() => EventBridgeScenario.PutsEventsAsync(_clients);

    [Fact]
    public Task Administers_buses() => EventBridgeScenario.AdministersBusesAsync(_clients);

    [Fact]
    public Task Administers_rules() => EventBridgeScenario.AdministersRulesAsync(_clients);

    [Fact]
    public Task Administers_targets() => EventBridgeScenario.AdministersTargetsAsync(_clients);

    [Fact]
    public Task Tests_patterns() => EventBridgeScenario.TestsPatternsAsync(_clients);
}
