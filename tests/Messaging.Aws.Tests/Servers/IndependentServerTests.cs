namespace Messaging.Aws.Tests;

/// <summary>The clients against a server that is no part of this project. It does not know TestEventPattern.</summary>
public sealed class IndependentServerTests : IDisposable
{
    private readonly Clients _clients = Clients.OfServer(NeedsServerFactAttribute.Endpoint ?? "http://none.test");

    public void Dispose() => _clients.Dispose();

    [NeedsServerFact]
    public Task Publishes() => SnsScenario.PublishesAsync(_clients);

    [NeedsServerFact]
    public Task Publishes_a_batch() => SnsScenario.PublishesABatchAsync(_clients);

    [NeedsServerFact]
    public Task Publishes_to_a_fifo_topic() => SnsScenario.PublishesToAFifoTopicAsync(_clients);

    [NeedsServerFact]
    public Task Administers_topics() => SnsScenario.AdministersTopicsAsync(_clients);

    [NeedsServerFact]
    public Task Administers_subscriptions() => SnsScenario.AdministersSubscriptionsAsync(_clients);

    [NeedsServerFact]
    public Task Lists_more_than_a_page() => SnsScenario.ListsMoreThanAPageAsync(_clients);

    [NeedsServerFact]
    public Task Maps_errors() => SnsScenario.MapsErrorsAsync(_clients);

    [NeedsServerFact]
    public Task Puts_events() => EventBridgeScenario.PutsEventsAsync(_clients);

    [NeedsServerFact]
    public Task Administers_buses() => EventBridgeScenario.AdministersBusesAsync(_clients);

    [NeedsServerFact]
    public Task Administers_rules() => EventBridgeScenario.AdministersRulesAsync(_clients);

    [NeedsServerFact]
    public Task Administers_targets() => EventBridgeScenario.AdministersTargetsAsync(_clients);
}
