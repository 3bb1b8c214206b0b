using Amazon.Runtime;

namespace Messaging.Aws;

/// <summary>Creates and reads Amazon EventBridge buses, rules and targets. An application may register its own implementation.</summary>
/// <remarks>
/// Every method throws <see cref="AmazonServiceException"/> with the service's code when EventBridge refuses:
/// <c>ResourceNotFoundException</c> for what does not exist, <c>AccessDeniedException</c> for a missing permission,
/// <c>ConcurrentModificationException</c> when somebody else changes the same rule. Where a bus is asked for, it is a name or
/// an ARN, and null means the default bus.
/// See <see href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Operations.html"/>.
/// </remarks>
public interface IEventBusAdministration
{
    /// <summary>Creates a bus.</summary>
    /// <param name="name">The name: 1 to 256 letters, digits and <c>/.-_</c>, not <c>default</c>.</param>
    /// <param name="tags">The tags; null for none.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The ARN of the bus.</returns>
    /// <exception cref="AmazonServiceException">
    /// EventBridge refused. <c>ResourceAlreadyExistsException</c> means that there is such a bus.
    /// </exception>
    Task<string> CreateEventBusAsync(
        string name, IReadOnlyDictionary<string, string>? tags = null, CancellationToken cancellationToken = default);

    /// <summary>Reads a bus.</summary>
    /// <param name="eventBus">The bus.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The bus.</returns>
    Task<EventBusDescription> DescribeEventBusAsync(string? eventBus, CancellationToken cancellationToken = default);

    /// <summary>Deletes a bus without rules.</summary>
    /// <param name="name">The name of the bus, not <c>default</c>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends when EventBridge has accepted the request.</returns>
    Task DeleteEventBusAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Creates a rule, or replaces all of its settings. Its targets stay.</summary>
    /// <param name="rule">The rule. Tags are written when it is created only.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The ARN of the rule.</returns>
    /// <exception cref="AmazonServiceException">
    /// EventBridge refused. <c>InvalidEventPatternException</c> means that its pattern is none.
    /// </exception>
    Task<string> PutRuleAsync(EventRule rule, CancellationToken cancellationToken = default);

    /// <summary>Reads a rule.</summary>
    /// <param name="eventBus">The bus.</param>
    /// <param name="rule">The name of the rule.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The rule, without its tags.</returns>
    Task<EventRule> DescribeRuleAsync(string? eventBus, string rule, CancellationToken cancellationToken = default);

    /// <summary>Lists the rules of a bus, with as many requests as that takes.</summary>
    /// <param name="eventBus">The bus.</param>
    /// <param name="namePrefix">What the names begin with; null for all.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The rules, without their tags.</returns>
    Task<IReadOnlyList<EventRule>> ListRulesAsync(
        string? eventBus, string? namePrefix = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes a rule without targets. One that does not exist is no error.</summary>
    /// <param name="eventBus">The bus.</param>
    /// <param name="rule">The name of the rule.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends when EventBridge has accepted the request.</returns>
    Task DeleteRuleAsync(string? eventBus, string rule, CancellationToken cancellationToken = default);

    /// <summary>Lets a rule match events.</summary>
    /// <param name="eventBus">The bus.</param>
    /// <param name="rule">The name of the rule.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends when EventBridge has accepted the request.</returns>
    Task EnableRuleAsync(string? eventBus, string rule, CancellationToken cancellationToken = default);

    /// <summary>Stops a rule from matching events.</summary>
    /// <param name="eventBus">The bus.</param>
    /// <param name="rule">The name of the rule.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends when EventBridge has accepted the request.</returns>
    Task DisableRuleAsync(string? eventBus, string rule, CancellationToken cancellationToken = default);

    /// <summary>Adds targets to a rule, or replaces those of the same ids.</summary>
    /// <param name="eventBus">The bus.</param>
    /// <param name="rule">The name of the rule.</param>
    /// <param name="targets">1 to 10 targets. A rule has five at most.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The targets that were refused: none when all were accepted.</returns>
    Task<IReadOnlyList<EventTargetFailure>> PutTargetsAsync(
        string? eventBus, string rule, IReadOnlyList<EventTarget> targets, CancellationToken cancellationToken = default);

    /// <summary>Lists all targets of a rule, with as many requests as that takes.</summary>
    /// <param name="eventBus">The bus.</param>
    /// <param name="rule">The name of the rule.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The targets.</returns>
    Task<IReadOnlyList<EventTarget>> ListTargetsByRuleAsync(
        string? eventBus, string rule, CancellationToken cancellationToken = default);

    /// <summary>Removes targets from a rule.</summary>
    /// <param name="eventBus">The bus.</param>
    /// <param name="rule">The name of the rule.</param>
    /// <param name="targetIds">1 to 100 ids of targets.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The targets that could not be removed: none when all were.</returns>
    Task<IReadOnlyList<EventTargetFailure>> RemoveTargetsAsync(
        string? eventBus, string rule, IReadOnlyList<string> targetIds, CancellationToken cancellationToken = default);

    /// <summary>Asks EventBridge whether a pattern matches an event.</summary>
    /// <param name="eventPattern">The pattern's JSON.</param>
    /// <param name="eventJson">The event's JSON: <c>id</c>, <c>account</c>, <c>source</c>, <c>time</c>, <c>region</c> and <c>detail-type</c> at least.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>Whether the event would be delivered.</returns>
    /// <exception cref="AmazonServiceException">
    /// EventBridge refused. <c>InvalidEventPatternException</c> means that the pattern is none.
    /// </exception>
    Task<bool> TestEventPatternAsync(string eventPattern, string eventJson, CancellationToken cancellationToken = default);

    /// <summary>Adds tags to a bus or a rule, or changes their values.</summary>
    /// <param name="resourceArn">The ARN of the bus or the rule.</param>
    /// <param name="tags">The tags. Others stay.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends when EventBridge has accepted the tags.</returns>
    Task TagResourceAsync(
        string resourceArn, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken = default);
}
