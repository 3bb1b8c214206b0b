namespace Messaging.Local;

/// <summary>What all regions of a broker share.</summary>
internal sealed class BrokerParts(LocalBrokerOptions options, TimeProvider time, Func<string, Region> regions)
{
    private LocalMappings? _mappings;

    public LocalBrokerOptions Options { get; } = options;

    public TimeProvider Time { get; } = time;

    public LocalBrokerLedger Ledger { get; } = new(options);

    public LocalFunctions Functions { get; } = new(options.AccountId, options.Region, time);

    public LocalMappings Mappings => _mappings ?? Interlocked.CompareExchange(ref _mappings, new LocalMappings(this), null) ?? _mappings;

    /// <summary>Gets which deliveries go wrong because the broker was told so.</summary>
    public required IDeliveryFaults Faults { get; init; }

    public NotificationSigner Signer { get; } = new();

    /// <summary>Gets what posts to HTTP endpoints.</summary>
    public required IHttpPoster Poster { get; init; }

    /// <summary>Gets where clients reach the broker; addresses in what it sends begin with it. It ends with a slash.</summary>
    public required Func<Uri> Endpoint { get; init; }

    public Region RegionOf(string name) => regions(name);
}
