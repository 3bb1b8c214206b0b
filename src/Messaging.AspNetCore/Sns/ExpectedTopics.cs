using Messaging.Aws;

namespace Messaging.AspNetCore;

/// <summary>Knows the topics that an endpoint accepts messages of.</summary>
internal sealed class ExpectedTopics
{
    private readonly HashSet<string> _arns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly string? _accountId;
    private readonly string? _region;

    public ExpectedTopics(SnsEndpointOptions options, TopicAddresses addresses)
    {
        (_accountId, _region) = (options.AccountId, options.Region);
        foreach (var address in options.Topics.Select(addresses.Of))
        {
            (Arn.LooksLikeArn(address) ? _arns : _names).Add(address);
        }
    }

    /// <summary>Reads the ARN of a topic, unless it is none or not expected.</summary>
    public Arn? Find(string? text) =>
        Arn.TryParse(text, out var arn) && SnsNames.IsTopic(arn) && Accepts(text!, arn) ? arn : null;

    private bool Accepts(string text, Arn arn) =>
        _arns.Contains(text)
        || (_names.Contains(arn.Resource)
            && (_accountId is null || _accountId == arn.AccountId)
            && (_region is null || _region == arn.Region));
}
