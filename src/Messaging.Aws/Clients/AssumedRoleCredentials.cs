using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Messaging.Aws;

/// <summary>The credentials of a role, got from the set's own region and renewed before they expire.</summary>
/// <remarks>The SDK's own class asks the region of the environment, which may be in another partition than the set's.</remarks>
internal sealed class AssumedRoleCredentials : RefreshingAWSCredentials
{
    private const string DefaultSessionName = "messaging";

    private readonly Lazy<AmazonSecurityTokenServiceClient> _client;
    private readonly AssumeRoleRequest _request;

    public AssumedRoleCredentials(AWSCredentials source, AwsClientFactory factory, string roleArn, AwsClientSettings settings)
    {
        _request = new AssumeRoleRequest
        {
            RoleArn = roleArn,
            RoleSessionName = settings.SessionName ?? DefaultSessionName,
            ExternalId = settings.ExternalId,
        };
        _client = new Lazy<AmazonSecurityTokenServiceClient>(() =>
        {
            var config = new AmazonSecurityTokenServiceConfig();
            factory.Configure(config);
            return new AmazonSecurityTokenServiceClient(source, config);
        });
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    // The signer asks once more, synchronously, right after the pipeline has: these expired in between, or nobody gets here.
    protected override CredentialsRefreshState GenerateNewCredentials() =>
        Task.Run(GenerateNewCredentialsAsync).GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var response = await _client.Value.AssumeRoleAsync(_request).ConfigureAwait(false);
        var role = response.Credentials;
        return new CredentialsRefreshState(
            new ImmutableCredentials(role.AccessKeyId, role.SecretAccessKey, role.SessionToken),
            role.Expiration ?? throw new AmazonClientException($"The credentials of role '{_request.RoleArn}' have no end."));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _client.IsValueCreated)
        {
            _client.Value.Dispose();
        }

        base.Dispose(disposing);
    }
}
