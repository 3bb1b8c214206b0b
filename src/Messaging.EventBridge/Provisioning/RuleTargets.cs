using Messaging.Aws;

namespace Messaging.EventBridge;

/// <summary>Tells the application's rules from others' by the target that it gives them.</summary>
internal static class RuleTargets
{
    /// <summary>The id of the application's target of a rule. Other targets stay.</summary>
    public const string Id = "messaging";

    /// <exception cref="MessagingConfigurationException">The rule takes events elsewhere: changing it would take them from there.</exception>
    public static void CheckOwn(TopologyRule rule, IReadOnlyList<EventTarget> targets, string wantedArn)
    {
        if (targets.Count == 0 || targets.Any(target => target.Id == Id && target.Arn == wantedArn))
        {
            return;
        }

        var other = targets.FirstOrDefault(target => target.Id == Id) ?? targets[0];
        throw new MessagingConfigurationException(
            $"Event bus '{rule.EventBus}' has a rule '{rule.Name}' already, which takes events to '{other.Arn}' and may be another " +
            $"application's. Give the one to '{wantedArn}' another name with Named, or delete the one that is there.");
    }
}
