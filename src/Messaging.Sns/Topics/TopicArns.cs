using System.Collections.Concurrent;
using Messaging.Aws;

namespace Messaging.Sns;

/// <summary>Knows the ARNs of topics: as given, as found when starting, or made of the account that the credentials belong to.</summary>
internal sealed class TopicArns(AccountIdentity account)
{
    private readonly ConcurrentDictionary<string, string> _byName = new(StringComparer.Ordinal);

    public void Found(string name, string arn) => _byName[name] = arn;

    public async ValueTask<string> FindAsync(TopicAddress address, CancellationToken cancellationToken)
    {
        if (address.TopicArn is { } given)
        {
            return given;
        }

        if (_byName.TryGetValue(address.Name, out var known))
        {
            return known;
        }

        return _byName[address.Name] = (await account.ArnAsync("sns", address.Name, cancellationToken)).ToString();
    }
}
