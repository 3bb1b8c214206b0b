namespace Messaging.Aws;

/// <summary>Finds what the services would refuse or lose, before anything is created.</summary>
internal static class TopologyRules
{
    private const string SharedKey = "alias/aws/sqs";

    /// <exception cref="MessagingConfigurationException">Something cannot be: all of it is in the message.</exception>
    public static void Check(TopologyBuilder topology)
    {
        var problems = new List<string>();
        foreach (var subscription in topology.Subscriptions)
        {
            CheckSubscription(subscription, problems);
        }

        foreach (var rule in topology.Rules)
        {
            CheckRule(rule, problems);
            CheckFilters(rule, topology, problems);
        }

        CheckNames(topology, problems);
        CheckKeys(topology, problems);
        if (problems.Count > 0)
        {
            throw new MessagingConfigurationException(
                "The topology cannot be as the code says:" + string.Concat(problems.Select(problem => $"\n- {problem}")));
        }
    }

    private static void CheckSubscription(TopologySubscription subscription, List<string> problems)
    {
        var topicIsFifo = IsFifo(subscription.Topic);
        var isQueue = subscription.Protocol == "sqs";
        if (!topicIsFifo && isQueue && IsFifo(subscription.Endpoint))
        {
            problems.Add(
                $"queue '{subscription.Endpoint}' is FIFO and topic '{subscription.Topic}' is not: SNS delivers to FIFO queues " +
                "from FIFO topics only. Let both names end with '.fifo', or neither.");
        }

        if (topicIsFifo && !isQueue)
        {
            problems.Add(
                $"'{subscription.Endpoint}' cannot subscribe to the FIFO topic '{subscription.Topic}', which delivers to queues " +
                "only. Subscribe a queue, or use a standard topic.");
        }

        if (subscription.DeadLetterQueue is { } dead && IsFifo(dead) != (topicIsFifo && isQueue && IsFifo(subscription.Endpoint)))
        {
            problems.Add(
                $"the dead-letter queue '{dead}' of the subscription of '{subscription.Endpoint}' to topic '{subscription.Topic}' must be " +
                $"{(IsFifo(dead) ? "a standard" : "a FIFO")} queue. Name another one with DeadLetterTo.");
        }
    }

    private static void CheckRule(TopologyRule rule, List<string> problems)
    {
        if (rule.DeadLetterQueue is { } dead && IsFifo(dead))
        {
            problems.Add(
                $"the dead-letter queue '{dead}' of rule '{rule.Name}' is FIFO, and EventBridge takes standard queues only. " +
                "Name a standard queue with DeadLetterTo.");
        }

        // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
        if (rule.TargetKind == TopologyTargetKind.Topic && IsFifo(rule.Target))
        {
            problems.Add(
                $"rule '{rule.Name}' takes events to the FIFO topic '{rule.Target}', to which EventBridge cannot deliver. Take them to a " +
                "standard topic, or to FIFO queues by rules of their own.");
        }
    }

    private static void CheckFilters(TopologyRule rule, TopologyBuilder topology, List<string> problems)
    {
        var isPublishedTo = topology.Publications.Exists(item => item.Kind == TopologyTargetKind.Topic && item.DestinationKey == rule.TargetKey);
        foreach (var subscription in topology.Subscriptions.Where(item => FilteredEvents.AreHeldBack(rule, item, isPublishedTo)))
        {
            problems.Add(
                $"the filter {subscription.FilterPolicy} of the subscription of '{subscription.Endpoint}' to topic '{subscription.Topic}' holds back " +
                $"all that rule '{rule.Name}' takes there: events have no attributes, and are not in the envelope of published messages. Filter " +
                "them as they are, with InBody() and Where(\"detail-type\", …) or Where(\"detail.data.…\", …), or in the pattern of the rule, " +
                "or take them to the queue itself with SubscribeToEventBus.");
        }
    }

    private static void CheckNames(TopologyBuilder topology, List<string> problems)
    {
        foreach (var group in topology.Rules.GroupBy(rule => (rule.BusKey, rule.Name)).Where(group => group.Count() > 1))
        {
            problems.Add(
                $"event bus '{group.Key.BusKey.Name}' would have {group.Count()} rules named '{group.Key.Name}', as that of a queue is " +
                "unless it says otherwise. Put their patterns into one, or name all but the one that is there already with Named.");
        }

        foreach (var group in topology.Rules
                     .GroupBy(rule => (rule.BusKey, rule.TargetKind, rule.Target, rule.TargetKey, rule.Pattern))
                     .Where(group => group.Select(rule => rule.Name).Distinct(StringComparer.Ordinal).Count() > 1))
        {
            problems.Add(
                $"the rules {string.Join(" and ", group.Select(rule => $"'{rule.Name}'"))} of event bus '{group.Key.BusKey.Name}' take the same " +
                $"events to '{group.Key.Target}', where each would arrive {group.Count()} times. Leave one of them.");
        }

        foreach (var group in topology.Subscriptions
                     .GroupBy(item => (item.TopicKey, item.Protocol, item.Endpoint, item.EndpointKey)).Where(group => group.Count() > 1))
        {
            problems.Add(
                $"'{group.Key.Endpoint}' subscribes to topic '{group.Key.TopicKey.Name}' {group.Count()} times, differently, with the filters " +
                $"{string.Join(" and ", group.Select(item => item.FilterPolicy ?? "that let everything through"))}, and SNS knows one subscription of " +
                "each endpoint. Put the filters into one call.");
        }
    }

    // The policy of a key that AWS manages cannot be changed, and it does not let SNS and EventBridge in.
    private static void CheckKeys(TopologyBuilder topology, List<string> problems)
    {
        var fed = topology.Subscriptions.SelectMany(item => item.Queues)
            .Concat(topology.Rules.SelectMany(rule => rule.Queues)).ToHashSet();
        foreach (var queue in topology.Queues.Where(queue => fed.Contains(queue.Key) && IsSharedKey(queue.KmsKeyId)))
        {
            problems.Add(SharedKeyProblem(queue.Name));
        }
    }

    public static bool IsSharedKey(string? key) => key?.EndsWith(SharedKey, StringComparison.Ordinal) == true;

    public static string SharedKeyProblem(string queue) =>
        $"queue '{queue}' is encrypted with the key 'alias/aws/sqs', which cannot be opened to SNS and EventBridge: what they " +
        "deliver would be lost. Use a key of your own that lets them in, or encryption by SQS (no KmsKeyId).";

    private static bool IsFifo(string name) => name.EndsWith(".fifo", StringComparison.Ordinal);
}
