using System.Collections.Concurrent;
using Amazon.Extensions.NETCore.Setup;
using Microsoft.Extensions.Options;

namespace Messaging.Aws;

/// <summary>Finds the clients of a destination or a consumer by its logical name. Names with equal options share them.</summary>
internal sealed class AwsClients(
    IServiceProvider services, IAwsBackend? backend, AWSOptions? awsOptions, IOptionsMonitor<AwsClientOptions> options,
    Provisioning? provisioning) : IDisposable
{
    private readonly ConcurrentDictionary<AwsClientSettings, Lazy<AwsClientSet>> _sets = new();
    private readonly ConcurrentDictionary<string, AwsClientSet> _byName = new(StringComparer.Ordinal);
    private readonly Lazy<AwsClientOptions> _common = new(() => options.CurrentValue);

    public bool HasBackend => backend is not null;

    /// <summary>Gets what starting does about what says nothing of its own.</summary>
    /// <remarks>Unless the application says: an embedded broker is empty, and AWS is not to be changed unasked.</remarks>
    public Provisioning DefaultProvisioning => provisioning ?? (HasBackend ? Provisioning.Create : Provisioning.None);

    /// <summary>Gets the clients of the application's own options.</summary>
    public AwsClientSet Default => Find(_common.Value);

    public AwsClientSet ForDestination(string name) => ForName(AwsRegistration.DestinationOptions(name));

    public AwsClientSet ForConsumer(string name) => ForName(AwsRegistration.ConsumerOptions(name));

    public void Dispose()
    {
        foreach (var set in _sets.Values)
        {
            if (set.IsValueCreated)
            {
                set.Value.Dispose();
            }
        }
    }

    private AwsClientSet ForName(string optionsName) => _byName.GetOrAdd(optionsName, name => Find(options.Get(name)));

    private AwsClientSet Find(AwsClientOptions own)
    {
        var common = Reduce(AwsClientSettings.Of(_common.Value));
        var merged = AwsClientSettings.Merge(own, _common.Value);
        if (merged.RoleArn is { } role)
        {
            Arn.CheckGiven(role, "iam", "The RoleArn", isGlobal: true);
        }

        var settings = Reduce(merged);
        return _sets.GetOrAdd(settings, key => new Lazy<AwsClientSet>(() =>
            new AwsClientSet(new AwsClientFactory(backend, awsOptions, key), key == common ? services : null)
            {
                OtherRegion = key.Region == common.Region ? null : key.Region,
                OtherRole = key.RoleArn == common.RoleArn ? null : key.RoleArn,
                IsOwnIdentity = key.RoleArn == common.RoleArn && key.Profile == common.Profile,
            })).Value;
    }

    /// <summary>Keeps what has a meaning on an embedded broker: how requests are tried again, and a region that is not the application's own.</summary>
    /// <remarks>The application's own is the broker's, whatever it is called in production.</remarks>
    private AwsClientSettings Reduce(AwsClientSettings settings) => backend is null
        ? settings
        : new AwsClientSettings
        {
            Region = settings.Region == AwsClientSettings.Of(_common.Value).Region || settings.Region == backend.Region
                ? null
                : settings.Region,
            RetryMode = settings.RetryMode,
            MaxErrorRetry = settings.MaxErrorRetry,
        };
}
