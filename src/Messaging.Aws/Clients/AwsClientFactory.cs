using Amazon;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;

namespace Messaging.Aws;

/// <summary>Decides region, endpoint, connections and credentials of every client that a transport creates.</summary>
internal sealed class AwsClientFactory(IAwsBackend? backend, AWSOptions? awsOptions, AwsClientOptions options) : IDisposable
{
    private readonly BufferingHttpClientFactory _httpClients = new(backend?.Handler);

    /// <summary>Gets whether an embedded broker answers in place of AWS.</summary>
    public bool HasBackend => backend is not null;

    /// <summary>Fills the settings of a client.</summary>
    /// <exception cref="MessagingConfigurationException">No region is known.</exception>
    public void Configure(ClientConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);

        config.HttpClientFactory = _httpClients;
        config.Timeout = BufferingHttpClientFactory.RequestTimeout;
        config.RetryMode = RequestRetryMode.Standard;
        if (backend is not null)
        {
            config.ServiceURL = backend.Endpoint.AbsoluteUri;
            config.AuthenticationRegion = backend.Region;
            return;
        }

        if (Profile is { } profile)
        {
            config.Profile = new Profile(profile);
        }

        ConfigureEndpoint(config);
    }

    /// <summary>Finds the credentials: the backend's placeholders, the given ones, the profile's, or the default chain's.</summary>
    /// <exception cref="MessagingConfigurationException">There are none.</exception>
    public AWSCredentials ResolveCredentials()
    {
        if (backend is not null)
        {
            return new BasicAWSCredentials("local", "local");
        }

        if (awsOptions?.Credentials is { } given && string.IsNullOrEmpty(awsOptions.SessionRoleArn))
        {
            return given;
        }

        try
        {
            return CredentialSource().GetCredentials();
        }
        // The chain throws what each of its sources throws: file errors, HTTP errors, its own types.
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new MessagingConfigurationException(
                (Profile is { } profile ? $"The AWS profile '{profile}' gave no credentials. " : "No AWS credentials were found. ") +
                "Set 'Messaging:Aws:Profile' to a profile that exists, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, " +
                "give the container or instance a role, or call AddLocalBroker() to run without AWS.", exception);
        }
    }

    public void Dispose() => _httpClients.Dispose();

    private string? Profile => NullIfEmpty(options.Profile) ?? NullIfEmpty(awsOptions?.Profile);

    private AWSOptions CredentialSource() => new()
    {
        Credentials = awsOptions?.Credentials,
        Profile = Profile,
        ProfilesLocation = awsOptions?.ProfilesLocation,
        Region = awsOptions?.Region,
        SessionRoleArn = awsOptions?.SessionRoleArn,
        SessionName = awsOptions?.SessionName,
        ExternalId = awsOptions?.ExternalId,
    };

    private void ConfigureEndpoint(ClientConfig config)
    {
        var region = NullIfEmpty(options.Region) ?? awsOptions?.Region?.SystemName;
        var url = NullIfEmpty(options.ServiceUrl) ?? NullIfEmpty(awsOptions?.DefaultClientConfig.ServiceURL);
        if (url is not null)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
            {
                throw new MessagingConfigurationException(
                    $"The service URL '{url}' is not an http or https address. " +
                    "Set 'Messaging:Aws:ServiceUrl' to one, such as 'http://localhost:4566', or remove it.");
            }

            config.ServiceURL = url;
            config.AuthenticationRegion = region ?? "us-east-1";
            return;
        }

        if (region is not null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        else if (config.RegionEndpoint is null)
        {
            throw new MessagingConfigurationException(
                "No AWS region is known. Set 'Messaging:Aws:Region' (such as 'eu-central-1') or AWS_REGION, " +
                "or call AddLocalBroker() to run without AWS.");
        }
    }

    private static string? NullIfEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
