using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Messaging.Aws;

namespace Messaging.EventBridge;

/// <summary>Says which events of a bus a rule takes, and what becomes of those that cannot be delivered.</summary>
/// <remarks>
/// Conditions on different values must all hold; of the entries of one condition, one must.
/// See <see href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html"/>.
/// </remarks>
public sealed class EventPatternBuilder
{
    // https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
    private static readonly FrozenSet<string> Texts =
        new[] { "version", "id", "detail-type", "source", "account", "time", "region", "resources" }.ToFrozenSet(StringComparer.Ordinal);

    private readonly MessagePattern _messages = new();
    private readonly List<(string[] Path, Match[] Any)> _conditions = [];
    private string? _json;

    internal EventPatternBuilder()
    {
    }

    internal string? Name { get; private set; }

    internal string? Group { get; private set; }

    internal string? DeadLetterQueue { get; private set; }

    internal int? MaxRetries { get; private set; }

    internal TimeSpan? MaxEventAge { get; private set; }

    /// <summary>Takes messages of a type. Called several times, it takes all of these types.</summary>
    /// <typeparam name="TMessage">The type, whose name is the event's detail type.</typeparam>
    /// <param name="conditions">What is asked of the message's own properties, which are at <c>detail.data</c>. Null for nothing.</param>
    /// <returns>This builder.</returns>
    public EventPatternBuilder Message<TMessage>(Action<MessageConditions<TMessage>>? conditions = null)
        where TMessage : notnull
    {
        _messages.Add(conditions);
        return this;
    }

    /// <summary>Takes events of some sources.</summary>
    /// <param name="any">The sources, or the matches of <see cref="Match"/>. One of them must hold.</param>
    /// <returns>This builder.</returns>
    public EventPatternBuilder From(params Match[] any) => Where("source", any);

    /// <summary>Takes events in which a value is one of several.</summary>
    /// <param name="path">Where the value is, such as <c>detail.state</c> or <c>account</c>.</param>
    /// <param name="any">What is asked for: values, or the matches of <see cref="Match"/>. One of them must hold.</param>
    /// <returns>This builder.</returns>
    public EventPatternBuilder Where(string path, params Match[] any)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(any);
        ArgumentOutOfRangeException.ThrowIfZero(any.Length, nameof(any));
        Match.RefuseEnums(path, any);
        if (Texts.Contains(path) && Array.Find(any, match => match.Kind is MatchKind.Number or MatchKind.Truth) is { } never)
        {
            throw new ArgumentException(
                $"'{path}' is a text in every event, and the match {never.ToJson()?.ToJsonString(PolicyJson.Relaxed)} is not for texts: it could " +
                "never be true. Ask for texts.", nameof(any));
        }

        _conditions.Add((path.Split('.'), any));
        return this;
    }

    /// <summary>Takes what a pattern of your own lets through, in place of everything else that is said here.</summary>
    /// <param name="eventPattern">The JSON of the pattern.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The text is no JSON object.</exception>
    public EventPatternBuilder Pattern(string eventPattern)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(eventPattern);
        try
        {
            _json = (JsonNode.Parse(eventPattern) as JsonObject)?.ToJsonString(PolicyJson.Relaxed)
                ?? throw new ArgumentException($"The event pattern '{eventPattern}' is no JSON object.", nameof(eventPattern));
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"The event pattern '{eventPattern}' is no JSON: {exception.Message}", nameof(eventPattern), exception);
        }

        return this;
    }

    /// <summary>Gives the rule a name.</summary>
    /// <param name="name">
    /// 1 to 64 letters, digits and <c>.-_</c>. The default is the consumer's queue, and for a topic or function its name with a hash
    /// of the pattern.
    /// </param>
    /// <returns>This builder.</returns>
    /// <remarks>
    /// What has the same name in the next version is the same rule, and is changed in place; what has another is another rule beside
    /// it, for starting deletes none. So a second rule to a queue needs a name, and one to a topic should have one.
    /// </remarks>
    public EventPatternBuilder Named(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        return this;
    }

    /// <summary>Puts the messages to a FIFO queue into a group. EventBridge knows one group for all of a rule.</summary>
    /// <param name="group">The group. The default is the rule's name.</param>
    /// <returns>This builder.</returns>
    public EventPatternBuilder InGroup(string group)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(group);
        Group = group;
        return this;
    }

    /// <summary>Names the standard queue that takes what EventBridge cannot deliver.</summary>
    /// <param name="queue">The name of a queue in the same account and region.</param>
    /// <returns>This builder.</returns>
    /// <remarks>
    /// Unless it is said here it is the consumer's dead-letter queue where that is a standard queue. Without either, such
    /// events are lost after 24 hours, and at once where EventBridge may not deliver.
    /// </remarks>
    public EventPatternBuilder DeadLetterTo(string queue)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(queue);
        DeadLetterQueue = queue;
        return this;
    }

    /// <summary>Says how long EventBridge tries to deliver.</summary>
    /// <param name="maxRetries">0 to 185 times.</param>
    /// <param name="maxAge">1 minute to 24 hours, in whole seconds.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public EventPatternBuilder Retry(int maxRetries, TimeSpan maxAge)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxRetries);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxRetries, 185);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxAge, TimeSpan.FromMinutes(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxAge, TimeSpan.FromHours(24));
        MaxRetries = maxRetries;
        MaxEventAge = maxAge;
        return this;
    }

    /// <summary>Makes the event pattern.</summary>
    /// <exception cref="MessagingConfigurationException">The pattern asks for nothing, contradicts itself, can never match, or is too long.</exception>
    internal string Json(string bus, MessageCatalog catalog, IEnumerable<Route> routes, ConsumerRegistration? consumer = null)
    {
        if (_json is null && _messages.FindMisplaced(routes) is { } misplaced)
        {
            throw new MessagingConfigurationException(
                $"A rule of event bus '{bus}' asks for properties of {misplaced.Name} in the envelope, and it is published there raw, without " +
                "one: it could never match. Ask for them with Where(\"detail.…\"), or publish with the envelope.");
        }

        if (_json is null && consumer is not null && _messages.FindUnhandled(catalog, consumer) is { } unhandled)
        {
            throw new MessagingConfigurationException(
                $"Consumer '{consumer.Name}' has a rule of event bus '{bus}' for messages of type {unhandled.Name}, and has no handler for them: " +
                "they would be set aside. Add Handle or HandleUnknown, or take the type out of the pattern.");
        }

        var json = _json ?? Build(bus, catalog);
        return json.Length <= EventBridgeLimits.MaxPatternLength ? json : throw new MessagingConfigurationException(
            $"The event pattern of a rule of event bus '{bus}' has {json.Length} characters, and EventBridge takes " +
            $"{EventBridgeLimits.MaxPatternLength}. Use several rules.");
    }

    private string Build(string bus, MessageCatalog catalog)
    {
        if (_conditions.Count == 0 && _messages.IsEmpty)
        {
            throw new MessagingConfigurationException(
                $"A rule of event bus '{bus}' asks for nothing, and EventBridge wants a condition at least. Name messages with " +
                "Message, sources with From, or take everything with Where(\"version\", \"0\").");
        }

        var tree = new PatternTree();
        foreach (var (path, any) in _conditions)
        {
            tree.Add(path, any);
        }

        _messages.AddTo(tree, catalog, ["detail-type"], ["detail", EnvelopeNames.Data]);
        return tree.Root.ToJsonString(PolicyJson.Relaxed);
    }
}
