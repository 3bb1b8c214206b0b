using Messaging.Aws;
using Microsoft.Extensions.Options;

namespace Messaging.AspNetCore;

/// <summary>Checks the topics, times and credentials of an endpoint for SNS.</summary>
internal sealed class SnsEndpointOptionsValidator(TopicAddresses addresses, IAwsBackend? backend = null)
    : IValidateOptions<SnsEndpointOptions>
{
    public ValidateOptionsResult Validate(string? name, SnsEndpointOptions options)
    {
        var rules = new EndpointRules(name);
        rules.CheckCommon(options);
        CheckTimes(rules, options);
        CheckTopics(rules, options);
        rules.Check(
            options.ServiceUrl is null || IsOrigin(options.ServiceUrl),
            $"ServiceUrl ('{options.ServiceUrl}') is no address like 'http://localhost:4566/'. Give scheme, host and port alone.");
        rules.Check(
            options.RawCredentials.All(IsCredential),
            "an entry of RawCredentials is not 'user:password' with a password of at least " +
            $"{EndpointRules.ShortestSecret} characters. Write it as it stands in the subscription's address.");
        return rules.Result;
    }

    private static void CheckTimes(EndpointRules rules, SnsEndpointOptions options)
    {
        rules.CheckRange(nameof(options.MaxAge), options.MaxAge, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7));
        rules.CheckRange(nameof(options.MaxClockSkew), options.MaxClockSkew, TimeSpan.Zero, TimeSpan.FromHours(1));

        // Otherwise a replayed message would be fresh enough, and forgotten.
        rules.Check(
            options.DuplicateWindow == TimeSpan.Zero || options.DuplicateWindow >= options.MaxAge + options.MaxClockSkew,
            $"DuplicateWindow ({options.DuplicateWindow}) is shorter than MaxAge ({options.MaxAge}) and MaxClockSkew " +
            $"({options.MaxClockSkew}) together, so that a message could be replayed. Raise it, lower MaxAge, or set it to zero.");
    }

    private void CheckTopics(EndpointRules rules, SnsEndpointOptions options)
    {
        rules.Check(
            options.Topics.Count > 0, "no topic is expected, so that nothing could be accepted. Add one with ExpectTopic.");
        rules.Check(
            options.AccountId is null || Arn.IsAccount(options.AccountId),
            $"AccountId ('{options.AccountId}') is no account, so that nothing could be accepted. Give its 12 digits, those in front included.");
        var isAws = backend is null && options.ServiceUrl is null;
        foreach (var topic in options.Topics)
        {
            var address = addresses.Of(topic);
            if (Arn.LooksLikeArn(address))
            {
                rules.Check(
                    Arn.TryParse(address, out var arn) && SnsNames.IsTopic(arn) && !arn.Resource.EndsWith(".fifo", StringComparison.Ordinal),
                    $"'{address}' is no ARN of a standard topic, 'arn:aws:sns:region:account:name'. FIFO topics do not post to HTTP.");
                continue;
            }

            rules.Check(
                SnsNames.IsName(address), $"'{address}' is no topic: a name of letters, digits, hyphens and underscores, or an ARN.");
            rules.Check(
                !isAws || options.AccountId is not null,
                $"the topic '{topic}' is expected by its name alone, and anybody could make one of that name. Give its ARN " +
                $"to ExpectTopic or as Messaging:Destinations:{topic}:Address, or set AccountId.");
        }
    }

    private static bool IsOrigin(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        && url is { UserInfo: "", PathAndQuery: "/", Fragment: "" };

    private static bool IsCredential(string credential)
    {
        var colon = credential.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && credential.Length - colon - 1 >= EndpointRules.ShortestSecret;
    }
}
