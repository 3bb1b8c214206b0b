namespace Messaging.Local;

/// <summary>What was published, on its way to the subscriptions. It is read once for all filters.</summary>
internal sealed class Notification(Topic topic, PublishRequest request, SentMessage sent, DateTime time, Uri endpoint)
{
    private readonly Lazy<EventNode> _attributes = new(() => FilterPolicy.NodeOf(request.Attributes));
    private readonly Lazy<EventNode?> _body = new(() =>
        EventNode.TryParse(request.Message) is { Fields: not null } body ? body : null);

    private readonly Dictionary<string, string> _texts = request.Structure is null
        ? []
        : PublishRules.ReadStructure(request.Message);

    private readonly Dictionary<string, string> _signatures = new(StringComparer.Ordinal);

    public Topic Topic => topic;

    public PublishRequest Request => request;

    public Guid Id => sent.Id;

    public string? SequenceNumber => sent.Number is { } number ? SequenceNumbers.Write(number) : null;

    public DateTime Time => time;

    /// <summary>Gets where the addresses in the envelope begin.</summary>
    public Uri Endpoint => endpoint;

    /// <summary>Returns the text for a protocol.</summary>
    public string TextFor(string protocol) => request.Structure is null
        ? request.Message
        : _texts.GetValueOrDefault(protocol) ?? _texts["default"];

    /// <summary>Returns the signature over a text, made once for all subscriptions that get it.</summary>
    public string SignatureOf(string text, Func<string> sign)
    {
        if (!_signatures.TryGetValue(text, out var signature))
        {
            _signatures.Add(text, signature = sign());
        }

        return signature;
    }

    /// <summary>Tells whether a subscription wants it.</summary>
    public bool Passes(Subscription subscription)
    {
        if (subscription.Filter is not { } filter)
        {
            return true;
        }

        return subscription.FiltersBody ? _body.Value is { } body && filter.Matches(body) : filter.Matches(_attributes.Value);
    }
}
