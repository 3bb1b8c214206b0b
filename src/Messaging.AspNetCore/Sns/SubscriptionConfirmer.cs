using Messaging.Aws;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Messaging.AspNetCore;

/// <summary>Confirms subscriptions, at SNS alone and for the topic that asked.</summary>
internal sealed class SubscriptionConfirmer(string endpoint, SnsOrigin origin, SnsDownloads downloads, ILogger logger)
{
    /// <summary>Looks whether an address confirms a subscription to the topic, and does nothing else.</summary>
    public bool IsAddress(SnsPost post, Arn topic)
    {
        var address = post.SubscribeUrl!;
        var start = origin.Of(topic) + "?";
        if (!address.StartsWith(start, StringComparison.Ordinal) || address.Contains('#', StringComparison.Ordinal))
        {
            return false;
        }

        var query = QueryHelpers.ParseQuery(address[start.Length..]);
        return query.Count == 3
            && query.TryGetValue("Action", out var action) && action == "ConfirmSubscription"
            && query.TryGetValue("TopicArn", out var arn) && arn == post.TopicArn
            && query.TryGetValue("Token", out var token) && token == post.Token;
    }

    /// <exception cref="RefusedException">SNS did not confirm; it will ask again.</exception>
    public async Task ConfirmAsync(SnsPost post)
    {
        try
        {
            await downloads.GetAsync(new Uri(post.SubscribeUrl!));
        }
        catch (HttpRequestException exception)
        {
            throw RefusedException.TryAgain("SNS did not confirm the subscription.", exception);
        }

        WebLog.Confirmed(logger, endpoint, post.TopicArn!);
    }
}
