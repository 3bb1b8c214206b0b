using Messaging.Aws;
using Messaging.Sqs;
using Microsoft.Extensions.Options;

namespace Messaging.EventBridge;

/// <summary>Adds the buses that the application publishes to, and its rules.</summary>
internal sealed class EventBridgeTopologySource(
    MessagingRegistrations registrations, MessageCatalog catalog, EventRules rules, EventBridgeDestinationFactory destinations,
    IOptionsMonitor<EventBridgeDestinationOptions> options, IEnumerable<SqsConsumerPart> consumers, AwsClients clients) : ITopologySource
{
    private readonly ConsumedQueues _consumed = new(consumers);

    public int Order => 2;

    public void Describe(TopologyBuilder topology)
    {
        foreach (var route in registrations.Routes.Where(route => route.Kind == EventBridgeDestinationFactory.BusKind))
        {
            var bus = Bus(route.Destination);
            topology.Add(bus);
            topology.Add(new TopologyPublication
            {
                Message = catalog[route.MessageType].Name,
                Kind = TopologyTargetKind.EventBus,
                Destination = bus.Name,
                DestinationKey = bus.Key,
            });
        }

        foreach (var registration in rules.All)
        {
            var bus = Bus(registration.Bus);
            topology.Add(bus);
            topology.Add(Rule(registration, bus, topology));
        }
    }

    private TopologyEventBus Bus(string name)
    {
        var address = destinations.Address(name);
        var own = options.Get(name);
        return new TopologyEventBus
        {
            Name = address.Name,
            Arn = address.BusArn,
            Clients = clients.ForDestination(name),
            Provisioning = own.Provisioning ?? clients.DefaultProvisioning,
            Tags = own.Tags.AsReadOnly(),
        };
    }

    private TopologyRule Rule(RuleRegistration registration, TopologyEventBus bus, TopologyBuilder topology)
    {
        var pattern = registration.Pattern;
        if (registration.Kind == TopologyTargetKind.Function)
        {
            Arn.CheckGiven(registration.Target!, "lambda", $"The function that a rule of event bus '{bus.Name}' takes events to");
        }

        var consumed = _consumed.Find(registration.Consumer);
        var key = consumed?.Key ?? (registration.Kind == TopologyTargetKind.Topic ? Topic(registration.Target!, bus, topology) : null);
        var target = key?.Name ?? registration.Target!;
        var json = pattern.Json(
            bus.Name, catalog,
            registrations.Routes.Where(route => route.Kind == EventBridgeDestinationFactory.BusKind && route.Destination == registration.Bus),
            registration.Consumer?.Consumer);
        var name = pattern.Name is { } given ? RuleNames.Given(given)
            : consumed is not null ? RuleNames.OfQueue(target)
            : RuleNames.OfShared(target, json);
        var provisioning = consumed?.Provisioning ?? bus.Provisioning;
        var deadLetters = pattern.DeadLetterQueue ?? (consumed is { IsFifo: false } ? consumed.DeadLetterQueue : null);
        if (consumed is { IsFifo: true })
        {
            // EventBridge sends no deduplication id, and a FIFO queue needs one or makes it of the body.
            topology.Add(consumed with { ContentBasedDeduplication = true });
        }

        return new TopologyRule
        {
            EventBus = bus.Name,
            BusKey = bus.Key,
            Name = name,
            Pattern = json,
            Provisioning = provisioning,
            TargetKind = registration.Kind,
            Target = target,
            TargetKey = key,
            MessageGroupId = consumed is { IsFifo: true } ? pattern.Group ?? name : pattern.Group,
            MaxRetries = pattern.MaxRetries,
            MaxEventAge = pattern.MaxEventAge,
            DeadLetterQueue = deadLetters,
            DeadLetterKey = ConsumedQueues.AddDeadLetterQueue(topology, deadLetters, consumed, bus.Clients, provisioning),
        };
    }

    /// <summary>Finds a topic that the application knows, or takes one by its ARN.</summary>
    private static ResourceKey Topic(string topic, TopologyEventBus bus, TopologyBuilder topology)
    {
        if (Arn.LooksLikeArn(topic))
        {
            Arn.CheckGiven(topic, "sns", $"The topic that a rule of event bus '{bus.Name}' takes events to");
            var arn = Arn.Parse(topic);
            var found = topology.Topics.Find(known => known.Arn == topic)
                ?? new TopologyTopic { Name = arn.Resource, Arn = topic, Clients = bus.Clients, Provisioning = Provisioning.None };
            topology.Add(found);
            return found.Key;
        }

        return topology.TopicNames.TryGetValue(topic, out var key) ? key : throw new MessagingConfigurationException(
            $"A rule takes events to topic '{topic}', which the application neither publishes nor subscribes to. Give the topic's " +
            "ARN, or route or subscribe something to it.");
    }
}
