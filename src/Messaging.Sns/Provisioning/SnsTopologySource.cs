using Messaging.Aws;
using Messaging.Sqs;
using Microsoft.Extensions.Options;

namespace Messaging.Sns;

/// <summary>Adds the topics that the application publishes to, and its subscriptions.</summary>
internal sealed class SnsTopologySource(
    MessagingRegistrations registrations, MessageCatalog catalog, TopicSubscriptions subscriptions, SnsDestinationFactory destinations,
    IOptionsMonitor<SnsDestinationOptions> options, IEnumerable<SqsConsumerPart> consumers, AwsClients clients) : ITopologySource
{
    private readonly ConsumedQueues _consumed = new(consumers);

    public int Order => 1;

    public void Describe(TopologyBuilder topology)
    {
        foreach (var route in registrations.Routes.Where(route => route.Kind == SnsDestinationFactory.TopicKind))
        {
            var topic = Topic(route.Destination, topology);
            topology.Add(new TopologyPublication
            {
                Message = catalog[route.MessageType].Name,
                Kind = TopologyTargetKind.Topic,
                Destination = topic.Name,
                DestinationKey = topic.Key,
            });
        }

        foreach (var registration in subscriptions.All)
        {
            var topic = Topic(registration.Topic, topology);
            topology.Add(Subscription(registration, topic, topology));
        }
    }

    private TopologyTopic Topic(string name, TopologyBuilder topology)
    {
        var address = destinations.Address(name);
        var own = options.Get(name);
        if (Arn.LooksLikeArn(own.KmsKeyId))
        {
            Arn.CheckGiven(own.KmsKeyId!, "kms", $"Topic '{name}': the KmsKeyId");
        }

        var topic = new TopologyTopic
        {
            Name = address.Name,
            Arn = address.TopicArn,
            Clients = clients.ForDestination(name),
            Provisioning = own.Provisioning ?? clients.DefaultProvisioning,
            KmsKeyId = own.KmsKeyId,
            Tags = own.Tags.AsReadOnly(),
        };
        topology.Add(topic);
        topology.TopicNames[name] = topic.Key;
        return topic;
    }

    private TopologySubscription Subscription(SubscriptionRegistration registration, TopologyTopic topic, TopologyBuilder topology)
    {
        var (filter, isBody) = registration.Builder.Filter(
            topic.Name, catalog, registrations.Routes.Where(route => route.Kind == SnsDestinationFactory.TopicKind && route.Destination == registration.Topic),
            registration.Consumer?.Consumer);
        if (registration.Protocol == "lambda")
        {
            Arn.CheckGiven(registration.Endpoint!, "lambda", $"The function that is subscribed to topic '{topic.Name}'");
        }

        var consumed = _consumed.Find(registration.Consumer);
        var deadLetters = registration.Builder.DeadLetterQueue ?? consumed?.DeadLetterQueue;
        var provisioning = consumed?.Provisioning ?? topic.Provisioning;
        return new TopologySubscription
        {
            Topic = topic.Name,
            TopicKey = topic.Key,
            Protocol = registration.Protocol,
            Endpoint = consumed?.Name ?? registration.Endpoint!,
            EndpointKey = consumed?.Key,
            Provisioning = provisioning,
            FilterPolicy = filter,
            FiltersBody = isBody,
            IsRaw = registration.Protocol != "lambda" && !registration.Builder.IsWrapped && consumed is not null,
            DeadLetterQueue = deadLetters,
            DeadLetterKey = ConsumedQueues.AddDeadLetterQueue(topology, deadLetters, consumed, topic.Clients, provisioning),
        };
    }
}
