using System.Text.Json;
using System.Text.Json.Nodes;
using Messaging.Aws;

namespace Messaging.Sns;

/// <summary>Says which messages of a topic a subscription takes, and what becomes of those that cannot be delivered.</summary>
/// <remarks>
/// Without a filter it takes everything. A filter looks at the attributes that the publisher sends (see
/// <see cref="TopicRouteBuilder{TMessage}"/>) or, as soon as a message's own properties are asked for, at the body.
/// See <see href="https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html"/>.
/// </remarks>
public sealed class TopicSubscriptionBuilder
{
    private readonly MessagePattern _messages = new();
    private readonly List<(string Name, Match[] Any)> _conditions = [];
    private string? _json;
    private bool _filtersBody;

    internal TopicSubscriptionBuilder()
    {
    }

    internal string? DeadLetterQueue { get; private set; }

    internal bool IsWrapped { get; private set; }

    /// <summary>Takes messages of a type. Called several times, it takes all of these types.</summary>
    /// <typeparam name="TMessage">The type.</typeparam>
    /// <param name="conditions">What is asked of the message's own properties; SNS then reads the body. Null for nothing.</param>
    /// <returns>This builder.</returns>
    public TopicSubscriptionBuilder Message<TMessage>(Action<MessageConditions<TMessage>>? conditions = null)
        where TMessage : notnull
    {
        _messages.Add(conditions);
        return this;
    }

    /// <summary>Takes messages in which an attribute has one of several values.</summary>
    /// <param name="name">The attribute, or with <see cref="InBody"/> the path of a value in the body, such as <c>data.region</c>.</param>
    /// <param name="any">What is asked for: values, or the matches of <see cref="Match"/>. One of them must hold.</param>
    /// <returns>This builder.</returns>
    public TopicSubscriptionBuilder Where(string name, params Match[] any)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(any);
        ArgumentOutOfRangeException.ThrowIfZero(any.Length, nameof(any));
        Match.RefuseEnums(name, any);
        _conditions.Add((name, any));
        return this;
    }

    /// <summary>Lets the filter look at the body in place of the attributes. The body must then be a JSON object.</summary>
    /// <returns>This builder.</returns>
    public TopicSubscriptionBuilder InBody()
    {
        _filtersBody = true;
        return this;
    }

    /// <summary>Takes what a filter policy of your own lets through, in place of everything else that is said here.</summary>
    /// <param name="filterPolicy">The JSON of the policy.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The text is no JSON object.</exception>
    public TopicSubscriptionBuilder FilterPolicy(string filterPolicy)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(filterPolicy);
        try
        {
            _json = (JsonNode.Parse(filterPolicy) as JsonObject)?.ToJsonString(PolicyJson.Relaxed)
                ?? throw new ArgumentException($"The filter policy '{filterPolicy}' is no JSON object.", nameof(filterPolicy));
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"The filter policy '{filterPolicy}' is no JSON: {exception.Message}", nameof(filterPolicy), exception);
        }

        return this;
    }

    /// <summary>Names the queue that takes what SNS cannot deliver.</summary>
    /// <param name="queue">The name of a queue in the same account and region; FIFO where the subscribed queue is FIFO.</param>
    /// <returns>This builder.</returns>
    /// <remarks>Unless it is said here it is the consumer's dead-letter queue. Without either, such messages are lost.</remarks>
    public TopicSubscriptionBuilder DeadLetterTo(string queue)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(queue);
        DeadLetterQueue = queue;
        return this;
    }

    /// <summary>Has SNS put its own envelope around messages, with the topic, the subject and a signature.</summary>
    /// <returns>This builder.</returns>
    /// <remarks>Consumers read both forms. Without this, delivery is raw: fewer bytes, and attributes stay attributes.</remarks>
    public TopicSubscriptionBuilder Wrapped()
    {
        IsWrapped = true;
        return this;
    }

    /// <summary>Makes the filter policy.</summary>
    /// <returns>The JSON, or null where everything is taken; and whether it is about the body.</returns>
    /// <exception cref="MessagingConfigurationException">The filter contradicts itself, can never match, or SNS would refuse it.</exception>
    internal (string? Json, bool IsBody) Filter(
        string topic, MessageCatalog catalog, IEnumerable<Route> routes, ConsumerRegistration? consumer = null)
    {
        var isBody = _filtersBody || _messages.HasConditions;
        if (_json is not null)
        {
            return (_json, isBody);
        }

        if (_messages.FindMisplaced(routes) is { } misplaced)
        {
            throw new MessagingConfigurationException(
                $"The filter of a subscription to topic '{topic}' asks for properties of {misplaced.Name} in the envelope, and it is published " +
                "there raw, without one: it could never match. Filter by attributes with Where, or publish with the envelope.");
        }

        if (consumer is not null && _messages.FindUnhandled(catalog, consumer) is { } unhandled)
        {
            throw new MessagingConfigurationException(
                $"Consumer '{consumer.Name}' subscribes to topic '{topic}' for messages of type {unhandled.Name}, and has no handler for them: " +
                "they would be set aside. Add Handle or HandleUnknown, or take the type out of the filter.");
        }

        if (isBody && !_filtersBody && _conditions.Count > 0)
        {
            throw new MessagingConfigurationException(
                $"The filter of a subscription to topic '{topic}' asks for the attribute '{_conditions[0].Name}' and for properties of a message, " +
                "which are in the body. SNS looks at one of them: it could never match. Ask for the property in Message, or call InBody and " +
                "give Where the path in the body, such as 'data.total'.");
        }

        if (_conditions.Count == 0 && _messages.IsEmpty)
        {
            return (null, false);
        }

        var tree = new PatternTree();
        foreach (var (name, any) in _conditions)
        {
            tree.Add(isBody ? name.Split('.') : [name], any);
        }

        _messages.AddTo(tree, catalog, [EnvelopeNames.Type], [EnvelopeNames.Data]);
        if (tree.Root.Count > SnsLimits.MaxFilterKeys)
        {
            throw new MessagingConfigurationException(
                $"The filter of a subscription to topic '{topic}' asks for {tree.Root.Count} values, and SNS takes " +
                $"{SnsLimits.MaxFilterKeys}. Ask for fewer, or route by EventBridge.");
        }

        return (tree.Root.ToJsonString(PolicyJson.Relaxed), isBody);
    }
}
