using System.Collections.Concurrent;
using Messaging.Aws;

namespace Messaging.Local;

/// <summary>Is Amazon SQS, SNS and EventBridge in this process: clients of AWS send their requests to <see cref="Handler"/>.</summary>
/// <remarks>
/// Everything is in memory and gone when the broker is disposed. All time is that of the given
/// <see cref="TimeProvider"/>. It is safe to use from many threads. What it does is described in the
/// <see href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html">reference of SQS</see>;
/// it checks no signatures and no permissions.
/// </remarks>
public sealed class LocalBroker : IAwsBackend, IDisposable
{
    private readonly ConcurrentDictionary<string, Region> _regions = new(StringComparer.Ordinal);
    private readonly LocalBrokerOptions _options;
    private readonly BrokerClock _time;
    private readonly BrokerParts _parts;
    private readonly HttpPoster _poster;
    private readonly RequestPipeline _pipeline;
    private readonly LocalBrokerHandler _handler;
    private Uri? _servedAt;

    /// <summary>Makes a broker without queues.</summary>
    /// <param name="options">How it behaves; null for the defaults. They are copied.</param>
    /// <param name="timeProvider">Its clock and timers; null for those of the system.</param>
    /// <exception cref="ArgumentException">Thrown when an option has a value that makes no sense.</exception>
    public LocalBroker(LocalBrokerOptions? options = null, TimeProvider? timeProvider = null)
    {
        _options = (options ?? new LocalBrokerOptions()).CheckedCopy();
        _time = new BrokerClock(timeProvider ?? TimeProvider.System);
        Seed = _options.Seed ?? Random.Shared.Next();
        _poster = new HttpPoster(_options.OutgoingHandler, _time);
        Faults = new LocalBrokerFaults(Seed);
        _parts = new BrokerParts(_options, _time, RegionOf)
        {
            Faults = Faults.Deliveries,
            Poster = _poster,
            Endpoint = () => _servedAt ?? Endpoint,
        };
        _pipeline = new RequestPipeline(this, _time);
        _handler = new LocalBrokerHandler(this, _pipeline);
    }

    /// <summary>Gets the number that all chance of this broker is drawn from.</summary>
    /// <remarks>Give it to <see cref="LocalBrokerOptions.Seed"/> to see a run again.</remarks>
    public int Seed { get; }

    /// <inheritdoc/>
    public string Region => _options.Region;

    /// <inheritdoc />
    public string AccountId => _options.AccountId;

    /// <inheritdoc/>
    /// <value><c>http://localhost/</c>; addresses of queues are <c>http://localhost/{account}/{name}</c>.</value>
    public Uri Endpoint { get; } = new("http://localhost/");

    /// <inheritdoc/>
    public HttpMessageHandler Handler => _handler;

    /// <summary>Gets the time by the broker's clock.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Gets what happened to each message.</summary>
    public LocalBrokerLedger Ledger => _parts.Ledger;

    /// <summary>Gets how to make the broker fail.</summary>
    public LocalBrokerFaults Faults { get; }

    /// <summary>Gets the functions that queues, topics and rules invoke in place of AWS Lambda.</summary>
    public LocalFunctions Functions => _parts.Functions;

    /// <summary>Gets which queues invoke which functions.</summary>
    public LocalMappings Mappings => _parts.Mappings;

    /// <summary>Gets how many requests came.</summary>
    public LocalBrokerRequests Requests { get; } = new();

    /// <summary>Lists the queues of all regions with the numbers of their messages.</summary>
    /// <returns>The queues, by region and name.</returns>
    public IReadOnlyList<LocalQueueInfo> ListQueues() =>
        [.. _regions.Values.OrderBy(region => region.Name, StringComparer.Ordinal).SelectMany(QueueViews.List)];

    /// <summary>Finds a queue.</summary>
    /// <param name="name">The name.</param>
    /// <param name="region">The region; null for <see cref="Region"/>.</param>
    /// <returns>The queue as it is now, or null when there is none of that name.</returns>
    public LocalQueueInfo? FindQueue(string name, string? region = null) =>
        QueueViews.Find(RegionOf(region ?? Region), name);

    /// <summary>Looks at the messages of a queue without receiving them.</summary>
    /// <param name="queue">The name of the queue.</param>
    /// <param name="region">The region; null for <see cref="Region"/>.</param>
    /// <returns>The messages, whatever their state, oldest first.</returns>
    /// <exception cref="ArgumentException">Thrown when there is no queue of that name.</exception>
    public IReadOnlyList<LocalMessage> Peek(string queue, string? region = null) =>
        QueueViews.Peek(RegionOf(region ?? Region), queue)
        ?? throw new ArgumentException($"The broker has no queue '{queue}' in {region ?? Region}.", nameof(queue));

    /// <summary>Lists the event buses of the regions that were used, with their rules and what became of their events.</summary>
    /// <returns>The buses, by region and name; each region has the bus <c>default</c>.</returns>
    public IReadOnlyList<LocalEventBusInfo> ListEventBuses() =>
        [.. _regions.Values.OrderBy(region => region.Name, StringComparer.Ordinal).SelectMany(BusViews.List)];

    /// <summary>Finds an event bus.</summary>
    /// <param name="name">The name.</param>
    /// <param name="region">The region; null for <see cref="Region"/>.</param>
    /// <returns>The bus as it is now, or null when there is none of that name.</returns>
    public LocalEventBusInfo? FindEventBus(string name, string? region = null) =>
        BusViews.Find(RegionOf(region ?? Region), name);

    /// <summary>
    /// Looks at the events that went nowhere: no rule matched them, or there was no bus of the name they were put on.
    /// EventBridge accepts such events too, and tells nobody.
    /// </summary>
    /// <param name="bus">The name of the bus.</param>
    /// <param name="region">The region; null for <see cref="Region"/>.</param>
    /// <returns>The events, oldest first: of the last 100 of the region, those of this bus.</returns>
    public IReadOnlyList<LocalEvent> PeekUnmatchedEvents(string bus = "default", string? region = null) =>
        BusViews.PeekUnmatched(RegionOf(region ?? Region), bus);

    /// <summary>Lists the topics of all regions with their subscriptions.</summary>
    /// <returns>The topics, by region and name.</returns>
    public IReadOnlyList<LocalTopicInfo> ListTopics() =>
        [.. _regions.Values.OrderBy(region => region.Name, StringComparer.Ordinal).SelectMany(TopicViews.List)];

    /// <summary>Removes all queues, topics, event buses, functions, mappings, faults and counts, and sets the clock right. Receives that wait end with an error.</summary>
    public void Reset()
    {
        Faults.Reset();
        Requests.Clear();
        Mappings.Clear();
        Functions.Clear();
        foreach (var region in _regions.Values)
        {
            region.Clear();
        }

        Ledger.Clear();
        _time.Reset();
    }

    /// <summary>
    /// Moves the broker's clock, as the clock of a machine jumps when it is set or wakes from sleep: what has become
    /// due meanwhile happens at once. Clocks of clients stay as they are.
    /// </summary>
    /// <param name="by">How far; negative for back. The jumps add up, and end with <see cref="Reset"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the clock would leave the years that it can show.</exception>
    public void JumpClock(TimeSpan by)
    {
        _time.Jump(by);
        foreach (var region in _regions.Values)
        {
            region.TimeJumped();
        }
    }

    /// <summary>Lists what e-mail subscriptions would have sent, in the order of sending.</summary>
    /// <returns>The mails of all regions.</returns>
    public IReadOnlyList<LocalEmail> ListEmails() =>
        [.. _regions.Values.SelectMany(TopicViews.Mails).OrderBy(mail => mail.Time)];

    /// <summary>Ends all waiting receives and timers.</summary>
    public void Dispose()
    {
        Mappings.Clear();
        Functions.Clear();
        foreach (var region in _regions.Values)
        {
            region.Dispose();
        }

        _parts.Signer.Dispose();
        _poster.Dispose();
        _handler.Dispose();
    }

    /// <summary>Says where clients of other processes reach the broker.</summary>
    internal void ServeAt(Uri address) => _servedAt = address;

    /// <summary>Counts the receives that wait at the queues of a name, at this very moment.</summary>
    internal int CountPolls(string queue) => _regions.Values.Sum(region => region.Queues.CountPolls(queue));

    /// <summary>Counts the requests that a fault keeps waiting, at this very moment.</summary>
    internal int CountDelayed() => _pipeline.Delayed;

    internal Task<WireResponse> AnswerAsync(WireRequest request, CancellationToken cancellationToken) =>
        _pipeline.AnswerAsync(request, cancellationToken);

    internal string? FindCertificate(string path) =>
        path.StartsWith("/SimpleNotificationService-", StringComparison.Ordinal) && path[1..] == _parts.Signer.Path
            ? _parts.Signer.CertificatePem
            : null;

    internal Region RegionOf(string name) => _regions.GetOrAdd(
        name, key => new Region(key, Seeds.Derive(Seed, key), _parts));
}
