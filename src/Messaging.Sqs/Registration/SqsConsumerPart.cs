using Messaging.Aws;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Sqs;

/// <summary>One consumer of one queue, run with the host.</summary>
internal sealed class SqsConsumerPart(
    ConsumerRegistration registration, IOptionsMonitor<SqsConsumerOptions> optionsMonitor, SqsClients clients,
    ConsumerFactory consumers, SharedQueues sharedQueues, ProvisioningPart provisioning, ILogger logger)
    : IHostedPart, IDisposable
{
    public const string SystemName = "aws_sqs";

    private static readonly TimeSpan DefaultVisibility = TimeSpan.FromSeconds(30);

    private ConsumerPump? _pump;

    public string Name => registration.Name;

    /// <summary>Gets the types that the consumer handles.</summary>
    public IEnumerable<Type> Handles => registration.Handlers.Select(handler => handler.MessageType);

    public (string Setting, TimeSpan Time)? StopGrace => ($"Messaging:Consumers:{Name}:StopGrace", Options.StopGrace);

    private SqsConsumerOptions Options => optionsMonitor.Get(registration.Name);

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        consumers.CheckHandlers(registration);
        sharedQueues.Check(registration);
        var options = Options;
        var address = QueueAddress.Parse(options.Queue ?? registration.Name);
        var channel = await OpenAsync(address, options, cancellationToken);
        CheckFacts(options, channel.Facts);
        _pump = consumers.Create(registration, SystemName, EngineOptions(options, channel.Facts), channel);
    }

    public Task RunAsync(CancellationToken cancellationToken)
    {
        _pump?.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _pump?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public void Dispose() => _pump?.Dispose();

    /// <summary>Says what the queue should be like, for provisioning.</summary>
    public TopologyQueue Describe()
    {
        var options = Options;
        var address = QueueAddress.Parse(options.Queue ?? registration.Name);
        if (Arn.LooksLikeArn(options.KmsKeyId))
        {
            Arn.CheckGiven(options.KmsKeyId!, "kms", $"Consumer '{registration.Name}': the KmsKeyId");
        }

        return new TopologyQueue
        {
            Name = address.Name,
            Arn = address.QueueArn,
            Clients = clients.SetOfConsumer(registration.Name),
            Provisioning = options.Provisioning ?? clients.DefaultProvisioning,
            VisibilityTimeout = options.VisibilityTimeout,
            MessageRetention = options.MessageRetention,
            KmsKeyId = options.KmsKeyId,
            Tags = options.Tags.AsReadOnly(),
            DeadLetterQueue = options.DeadLetterQueue is { } dead ? QueueAddress.Parse(dead).Name : null,
            MaxReceives = options.MaxReceives,
        };
    }

    private async Task<SqsQueueChannel> OpenAsync(
        QueueAddress address, SqsConsumerOptions options, CancellationToken cancellationToken)
    {
        var client = clients.ForConsumer(registration.Name);
        var reader = new QueueFactsReader(client, logger);
        var deadLetter = options.DeadLetterQueue is { } dead ? QueueAddress.Parse(dead) : null;
        var queue = await reader.ReadAsync(address, deadLetter, cancellationToken);
        if (deadLetter is not null && queue.IsComplete)
        {
            CompareRedrive(queue, deadLetter.Name, options.MaxReceives);
        }

        var isCreated = Describe().Provisioning == Provisioning.Create;
        return new SqsQueueChannel(
            client, queue.Url, queue.Facts, queue.DeadLetterQueueUrl, isCreated ? provisioning.RestoreAsync : null, endsPolls: clients.HasBackend);
    }

    /// <summary>Warns where the queue does not do what the settings say: nobody else would notice before messages are missed.</summary>
    private void CompareRedrive(QueueReading queue, string deadLetterQueue, int? maxReceives)
    {
        if (queue.Redrive is not { } policy)
        {
            SqsLog.NoRedrivePolicy(logger, registration.Name, queue.Facts.QueueName, deadLetterQueue);
            return;
        }

        var target = QueueAddress.Known(policy.DeadLetterArn).Name;
        if (target != deadLetterQueue || (maxReceives ?? policy.MaxReceives) != policy.MaxReceives)
        {
            SqsLog.OtherRedrivePolicy(
                logger, registration.Name, queue.Facts.QueueName, maxReceives ?? policy.MaxReceives, deadLetterQueue, policy.MaxReceives, target);
        }
    }

    private void CheckFacts(SqsConsumerOptions options, QueueFacts facts)
    {
        if (options.GroupFailure == GroupFailure.DeadLetter && facts is { IsFifo: true, DeadLetterQueue: null })
        {
            throw new MessagingConfigurationException(
                $"Consumer '{registration.Name}': GroupFailure is DeadLetter and queue '{facts.QueueName}' has no dead-letter queue. " +
                "Add DeadLetterTo, or choose Hold or Release.");
        }
    }

    private ConsumerOptions EngineOptions(SqsConsumerOptions options, QueueFacts facts) => new()
    {
        MaxConcurrency = options.MaxConcurrency,
        MinConcurrency = Math.Min(options.MinConcurrency, options.MaxConcurrency),
        IsAdaptive = options.AdaptiveConcurrency,
        MaxBatch = ConsumerFactory.MaxBatch(registration),
        MaxBuffer = options.MaxBuffer,
        ReceiveLinger = options.ReceiveLinger,
        HandlerTimeout = options.HandlerTimeout,
        GroupFailure = options.GroupFailure,
        BreakAfter = options.BreakAfter,
        MaxParked = options.MaxParked,
        ReceiveWait = options.WaitTime,
        Visibility = Visibility(options, facts),
        MaxHold = options.MaxHold,
        RetryDelay = options.RetryDelay,
        MaxRetryDelay = options.MaxRetryDelay,
        StopGrace = options.StopGrace,
        CancelReceivesOnStop = options.CancelReceivesOnStop ?? clients.HasBackend,
    };

    /// <summary>Takes the queue's own timeout where none is set, unless it is too short to keep any message hidden.</summary>
    private static TimeSpan Visibility(SqsConsumerOptions options, QueueFacts facts)
    {
        var visibility = options.VisibilityTimeout
            ?? (facts.VisibilityTimeout >= TimeSpan.FromSeconds(2) ? facts.VisibilityTimeout.Value : DefaultVisibility);

        // A handler is cancelled when its message is hidden no more, and no receive may hide it for longer than it is held.
        return visibility < options.MaxHold ? visibility : options.MaxHold;
    }
}
