namespace Messaging.Local;

/// <summary>One subscription of a topic: where notifications go, which of them, and in what form.</summary>
internal sealed class Subscription(string arn, string topicArn, string protocol, string endpoint, bool isConfirmed)
{
    public string Arn { get; } = arn;

    public string TopicArn { get; } = topicArn;

    public string Protocol { get; } = protocol;

    public string Endpoint { get; } = endpoint;

    public bool IsConfirmed { get; private set; } = isConfirmed;

    /// <summary>Gets the token that confirms the subscription.</summary>
    public string? Token { get; private set; }

    public DateTime TokenUntil { get; private set; }

    public Dictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    public FilterPolicy? Filter { get; private set; }

    public bool FiltersBody => Attributes.GetValueOrDefault("FilterPolicyScope") == "MessageBody";

    public bool IsRaw => Attributes.GetValueOrDefault("RawMessageDelivery") == "true";

    public string? DeadLetterArn => Attributes.GetValueOrDefault("RedrivePolicy") is { } policy
        ? SubscriptionRules.DeadLetterArn(policy)
        : null;

    public bool IsHttp => Protocol is "http" or "https";

    public void Await(string token, DateTime until)
    {
        Token = token;
        TokenUntil = until;
    }

    public void Confirm() => IsConfirmed = true;

    /// <summary>Takes checked attributes; an empty one is removed.</summary>
    public void Set(IReadOnlyDictionary<string, string> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            if (SubscriptionRules.Removes(name, value))
            {
                Attributes.Remove(name);
            }
            else
            {
                // SNS takes True for true, and shows it as true.
                Attributes[name] = name == "RawMessageDelivery" ? (bool.Parse(value) ? "true" : "false") : value;
            }
        }

        Filter = Attributes.GetValueOrDefault("FilterPolicy") is { } policy ? FilterPolicy.Parse(policy, FiltersBody) : null;
    }
}
