using Amazon;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Util;

namespace Messaging.Aws;

/// <summary>Decides region, endpoint, connections and credentials of every client of one set.</summary>
internal sealed class AwsClientFactory(
    IAwsBackend? backend, AWSOptions? awsOptions, AwsClientSettings settings, HttpMessageHandler? connections = null) : IDisposable
{
    private readonly BufferingHttpClientFactory _httpClients = new(backend?.Handler ?? connections);
    private readonly Lock _lock = new();
    private AWSCredentials? _credentials;

    public AwsClientFactory(IAwsBackend? backend, AWSOptions? awsOptions, AwsClientOptions options)
        : this(backend, awsOptions, AwsClientSettings.Of(options))
    {
    }

    /// <summary>Gets whether an embedded broker answers in place of AWS.</summary>
    public bool HasBackend => backend is not null;

    /// <summary>Fills the settings of a client.</summary>
    /// <exception cref="MessagingConfigurationException">No region is known, or a setting is none.</exception>
    public void Configure(ClientConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);

        config.HttpClientFactory = _httpClients;
        config.Timeout = BufferingHttpClientFactory.RequestTimeout;
        ConfigureRetries(config);
        if (backend is not null)
        {
            config.ServiceURL = backend.Endpoint.AbsoluteUri;
            config.AuthenticationRegion = settings.Region ?? backend.Region;
            config.UseFIPSEndpoint = false;
            config.UseDualstackEndpoint = false;
            return;
        }

        if (Profile is { } profile)
        {
            config.Profile = new Profile(profile, awsOptions?.ProfilesLocation);
        }

        ConfigureEndpoint(config);
    }

    /// <summary>Finds the credentials: the backend's placeholders, or those of the role, of which all clients of the set share one.</summary>
    /// <exception cref="MessagingConfigurationException">There are none.</exception>
    public AWSCredentials ResolveCredentials()
    {
        if (backend is not null)
        {
            return new BasicAWSCredentials("local", "local");
        }

        lock (_lock)
        {
            return _credentials ??= settings.RoleArn is { } role
                ? new AssumedRoleCredentials(FindCredentials(), this, role, settings)
                : FindCredentials();
        }
    }

    public void Dispose()
    {
        (_credentials as AssumedRoleCredentials)?.Dispose();
        _httpClients.Dispose();
    }

    private string? Profile => settings.Profile ?? NullIfEmpty(awsOptions?.Profile);

    /// <summary>Finds the given credentials, the profile's, or the default chain's.</summary>
    private AWSCredentials FindCredentials()
    {
        if (awsOptions?.Credentials is { } given && string.IsNullOrEmpty(awsOptions.SessionRoleArn) && settings.Profile is null)
        {
            return given;
        }

        try
        {
            // Not the chain: where it does not find a profile it goes on, and gets the credentials of somebody else.
            return settings.Profile is { } profile ? ProfileCredentials(profile) : CredentialSource().GetCredentials();
        }
        // The chain throws what each of its sources throws: file errors, HTTP errors, its own types.
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new MessagingConfigurationException(
                (Profile is { } name ? $"The AWS profile '{name}' gave no credentials. " : "No AWS credentials were found. ") +
                "Set 'Messaging:Aws:Profile' to a profile that exists, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, " +
                "give the container or instance a role, or call AddLocalBroker() to run without AWS.", exception);
        }
    }

    private AWSCredentials ProfileCredentials(string profile) =>
        new CredentialProfileStoreChain(awsOptions?.ProfilesLocation).TryGetAWSCredentials(profile, out var credentials)
            ? credentials
            : throw new AmazonClientException($"There is no profile '{profile}' in the shared configuration files.");

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

    private void ConfigureRetries(ClientConfig config)
    {
        if ((settings.RetryMode ?? awsOptions?.DefaultClientConfig.RetryMode) is { } mode)
        {
            config.RetryMode = mode;
        }

        if ((settings.MaxErrorRetry ?? awsOptions?.DefaultClientConfig.MaxErrorRetry) is { } retries)
        {
            config.MaxErrorRetry = retries >= 0
                ? retries
                : throw new MessagingConfigurationException(
                    $"MaxErrorRetry is {retries}. Set it to how often a request is tried again, 0 or more.");
        }
    }

    private void ConfigureEndpoint(ClientConfig config)
    {
        if ((settings.UseFips ?? awsOptions?.DefaultClientConfig.UseFIPSEndpoint) is { } useFips)
        {
            config.UseFIPSEndpoint = useFips;
        }

        if ((settings.UseDualStack ?? awsOptions?.DefaultClientConfig.UseDualstackEndpoint) is { } useDualStack)
        {
            config.UseDualstackEndpoint = useDualStack;
        }

        var region = settings.Region ?? awsOptions?.Region?.SystemName;
        var url = settings.ServiceUrl ?? NullIfEmpty(awsOptions?.DefaultClientConfig.ServiceURL);
        if (url is not null)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
            {
                throw new MessagingConfigurationException(
                    $"The service URL '{url}' is not an http or https address. " +
                    "Set 'Messaging:Aws:ServiceUrl' to one, such as 'http://localhost:4566', or remove it.");
            }

            config.ServiceURL = url;
            config.AuthenticationRegion = region ?? SigningRegion(url);
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

        // Without it the SDK signs for what it guesses from an address that a variable or a profile names.
        config.AuthenticationRegion = config.RegionEndpoint.SystemName;
    }

    /// <summary>Finds the region to sign for at an address, where none was set: us-east-1 where nothing names one.</summary>
    private string SigningRegion(string url) =>
        NullIfEmpty(awsOptions?.DefaultClientConfig.AuthenticationRegion)
        ?? (IsOfAws(url) ? AWSSDKUtils.DetermineRegion(url) : null)
        ?? ProfileRegion()
        // The machine is not asked for its region: where there is none to ask, as on a developer's, that takes seconds.
        ?? FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false)?.SystemName
        ?? "us-east-1";

    // Such an address, as of a VPC endpoint, has its region in it, whichever the application runs in.
    private static bool IsOfAws(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase)
            || address.Host.EndsWith(".amazonaws.com.cn", StringComparison.OrdinalIgnoreCase));

    private string? ProfileRegion() =>
        Profile is { } name && new CredentialProfileStoreChain(awsOptions?.ProfilesLocation).TryGetProfile(name, out var profile)
            ? profile.Region?.SystemName
            : null;

    private static string? NullIfEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
