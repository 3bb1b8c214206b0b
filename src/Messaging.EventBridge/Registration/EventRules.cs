using Messaging.Aws;
using Messaging.Sqs;
using Microsoft.Extensions.DependencyInjection;

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

    public static EventRules Of(IServiceCollection services)
    {
        var found = services.FirstOrDefault(service => service.ServiceType == typeof(EventRules));
        if (found?.ImplementationInstance is EventRules rules)
        {
            return rules;
        }

        rules = new EventRules();
        services.AddSingleton(rules);
        return rules;
    }
}
