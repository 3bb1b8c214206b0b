using System.Collections.Concurrent;
using Messaging.Aws;

namespace Messaging.Sns;

/// <summary>Knows the ARNs of topics: as given, as found when starting, or made of the account that the credentials belong to.</summary>
internal sealed class TopicArns(AccountIdentity account)
{
    private readonly ConcurrentDictionary<(AwsClientSet Clients, string Name), string> _known = new();

    public void Found(AwsClientSet clients, string name, string arn) => _known[(clients, name)] = arn;

    public async ValueTask<string> FindAsync(AwsClientSet clients, TopicAddress address, CancellationToken cancellationToken)
    {
        if (address.TopicArn is { } given)
        {
            return given;
        }

        if (!_known.TryGetValue((clients, address.Name), out var arn))
        {
            arn = (await account.ArnAsync(clients, "sns", address.Name, cancellationToken)).ToString();
            Found(clients, address.Name, arn);
        }

        return arn;
    }
}
