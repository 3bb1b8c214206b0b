using Amazon.Runtime;
using Messaging.Aws;
using Microsoft.Extensions.Logging;

namespace Messaging.EventBridge;

/// <summary>Creates event buses, or looks whether they are there: events for a bus that is not are accepted and lost.</summary>
internal sealed class EventBusProvisioner(AwsClients clients, TimeProvider time, MessagingLoggers loggers) : IProvisioner
{
    private readonly ILogger _logger = loggers.Create<EventBusProvisioner>();

    public ProvisioningStage Stage => ProvisioningStage.EventBuses;

    public async Task ProvisionAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        foreach (var bus in run.Topology.EventBuses)
        {
            try
            {
                await EnsureAsync(bus, run, cancellationToken);
            }
            catch (AmazonServiceException exception) when (AwsErrors.IsAccessDenied(exception) && bus.Provisioning == Provisioning.None)
            {
                EventBridgeLog.EventBusUnknown(_logger, bus.Name);
            }
            catch (AmazonServiceException exception) when (EventBridgeErrors.IsFinal(exception))
            {
                throw new MessagingConfigurationException(
                    $"Event bus '{bus.Name}' could not be created or read: {exception.Message} Correct its name, allow " +
                    "events:CreateEventBus, events:DescribeEventBus and events:TagResource, or set the provisioning to None.", exception);
            }
        }
    }

    private async Task EnsureAsync(TopologyEventBus bus, ProvisioningRun run, CancellationToken cancellationToken)
    {
        var events = (bus.Clients ?? clients.Default).EventBusAdministration;
        if (bus.Provisioning == Provisioning.Create && bus is { Arn: null, Name: not TopologyEventBus.DefaultName })
        {
            run.EventBusArns[bus] = await Concurrency.RetryAsync(
                time, () => CreateAsync(events, bus, cancellationToken), cancellationToken);
            EventBridgeLog.EventBusReady(_logger, bus.Name);
            return;
        }

        try
        {
            run.EventBusArns[bus] = (await events.DescribeEventBusAsync(bus.Arn ?? bus.Name, cancellationToken)).Arn;
        }
        catch (AmazonServiceException exception) when (EventBridgeErrors.IsMissing(exception))
        {
            var problem = $"event bus '{bus.Arn ?? bus.Name}' does not exist";
            if (bus.Provisioning != Provisioning.Validate)
            {
                throw new MessagingConfigurationException(
                    $"There is no event bus: {problem}, and EventBridge would accept its events and drop them. Create it, " +
                    "set the provisioning to Create, or correct the name, the region or the account.", exception);
            }

            run.Differs(problem);
        }
    }

    private static async Task<string> CreateAsync(
        IEventBusAdministration events, TopologyEventBus bus, CancellationToken cancellationToken)
    {
        try
        {
            return await events.CreateEventBusAsync(bus.Name, bus.Tags.Count > 0 ? bus.Tags : null, cancellationToken);
        }
        catch (AmazonServiceException exception) when (EventBridgeErrors.IsThere(exception))
        {
            var arn = (await events.DescribeEventBusAsync(bus.Name, cancellationToken)).Arn;
            if (bus.Tags.Count > 0)
            {
                await events.TagResourceAsync(arn, bus.Tags, cancellationToken);
            }

            return arn;
        }
    }
}
