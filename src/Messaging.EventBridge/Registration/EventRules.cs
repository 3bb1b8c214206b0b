using Messaging.Aws;
using Messaging.Sqs;

namespace Messaging.EventBridge;

/// <summary>One rule as the application registered it.</summary>
/// <param name="Bus">The logical name of the bus.</param>
/// <param name="Consumer">The consumer whose queue is the target, or null.</param>
/// <param name="Kind">The kind of another target.</param>
/// <param name="Target">The logical name or the ARN of another target.</param>
/// <param name="Pattern">What it takes.</param>
internal sealed record RuleRegistration(
    string Bus, SqsConsumerBuilder? Consumer, TopologyTargetKind Kind, string? Target, EventPatternBuilder Pattern);

/// <summary>The rules of a service collection.</summary>
internal sealed class EventRules
{
    public List<RuleRegistration> All { get; } = [];
}
