using System.Collections.Concurrent;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Messaging.Aws;

/// <summary>Finds the account that credentials belong to, and makes ARNs of names with it.</summary>
/// <remarks>https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html needs no permission.</remarks>
internal sealed class AccountIdentity(IAwsBackend? backend)
{
    private readonly ConcurrentDictionary<AwsClientSet, Arn> _callers = new();

    /// <summary>Makes the ARN of a resource in the account and region of the clients.</summary>
    /// <exception cref="AmazonServiceException">The account could not be asked for.</exception>
    public async ValueTask<Arn> ArnAsync(AwsClientSet clients, string service, string resource, CancellationToken cancellationToken)
    {
        if (!_callers.TryGetValue(clients, out var caller))
        {
            _callers[clients] = caller = await CallerAsync(clients, cancellationToken);
        }

        return caller with { Service = service, Resource = resource };
    }

    private async Task<Arn> CallerAsync(AwsClientSet clients, CancellationToken cancellationToken)
    {
        var config = clients.Sns.Config;
        var region = config.AuthenticationRegion ?? config.RegionEndpoint.SystemName;
        if (backend is not null)
        {
            return new Arn("aws", "sts", region, backend.AccountId, "caller");
        }

        var client = clients.Get<AmazonSecurityTokenServiceClient, AmazonSecurityTokenServiceConfig>(
            (credentials, settings) => new AmazonSecurityTokenServiceClient(credentials, settings));
        var answer = await client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
        return Arn.Parse(answer.Arn) with { Region = region, AccountId = answer.Account };
    }
}
