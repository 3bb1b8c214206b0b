using Messaging.Aws;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.AspNetCore;

/// <summary>Puts an endpoint together: its checks, its stages and its memory.</summary>
internal sealed class EndpointFactory(
    ConsumerFactory consumers, IOptionsMonitor<SnsEndpointOptions> snsOptions, IOptionsMonitor<EventBridgeEndpointOptions> eventOptions,
    TopicAddresses addresses, MonotonicClock clock, TaskStarter tasks, MessagingLoggers loggers, IAwsBackend? backend = null)
{
    private TimeProvider Time => clock.TimeProvider;

    /// <exception cref="MessagingConfigurationException">The handlers contradict each other.</exception>
    public OpenEndpoint Open(EndpointRegistration registration)
    {
        var name = registration.Consumer.Name;
        if (registration.Consumer.Handlers.Count == 0 && registration.Consumer.Unknown is null)
        {
            throw new MessagingConfigurationException($"Endpoint '{name}' handles nothing. Add a handler with Handle.");
        }

        var logger = loggers.Create("Messaging.Endpoint." + name);
        return registration.Sender == EndpointSender.Sns
            ? OpenSns(registration, snsOptions.Get(name), logger)
            : OpenEventBridge(registration, eventOptions.Get(name), logger);
    }

    private OpenEndpoint OpenSns(EndpointRegistration registration, SnsEndpointOptions options, ILogger logger)
    {
        var (name, setup) = (registration.Consumer.Name, registration.Sns);
        var (origin, downloads) = Outside(options, setup);
        var certificates = new SigningCertificates(origin, downloads, setup.Roots, Time);
        var confirmer = new SubscriptionConfirmer(name, origin, downloads, logger);
        var entrance = Entrance(registration, SnsEndpoint.SystemName, options, logger);
        var verifier = new SnsVerifier(options, certificates, confirmer, Time);
        var endpoint = new SnsEndpoint(
            name, options, new ExpectedTopics(options, addresses), verifier, confirmer, entrance, Time, logger);
        return new OpenEndpoint(endpoint, entrance, logger)
        {
            Source = "the topics " + string.Join(", ", options.Topics.Select(addresses.Of)),
            StopGrace = options.StopGrace,
            Downloads = downloads,
        };
    }

    private OpenEndpoint OpenEventBridge(EndpointRegistration registration, EventBridgeEndpointOptions options, ILogger logger)
    {
        var entrance = Entrance(registration, EventBridgeEndpoint.SystemName, options, logger);
        return new OpenEndpoint(new EventBridgeEndpoint(options, entrance, Time), entrance, logger)
        {
            Source = "API destinations with the header " + options.KeyHeader,
            StopGrace = options.StopGrace,
        };
    }

    /// <summary>Says where SNS is, and makes what asks it: the embedded broker is asked in memory.</summary>
    private (SnsOrigin Origin, SnsDownloads Downloads) Outside(SnsEndpointOptions options, SnsEndpointSetup setup)
    {
        return options.ServiceUrl is null && backend is not null
            ? (new SnsOrigin(backend.Endpoint), new SnsDownloads(backend.Handler, Time))
            : (new SnsOrigin(options.ServiceUrl is { } address ? new Uri(address) : null), new SnsDownloads(setup.OutgoingHandler, Time));
    }

    private MessageEntrance Entrance(EndpointRegistration registration, string system, WebEndpointOptions options, ILogger logger)
    {
        var consumer = registration.Consumer;
        var journey = consumers.CreateJourney(consumer, system, consumer.Name, options.HandlerTimeout);
        var runner = new HandlerRunner(consumer.Name, journey, maxReceives: null, tasks, logger);
        var recent = new RecentMessages(options.DuplicateWindow, options.MaxRemembered);
        return new MessageEntrance(consumer.Name, system, runner, recent, clock, tasks, logger);
    }
}
