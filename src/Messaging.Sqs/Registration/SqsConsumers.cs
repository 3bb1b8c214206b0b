namespace Messaging.Sqs;

/// <summary>The consumers of queues of a service collection.</summary>
internal sealed class SqsConsumers : ConsumerRegistrations;
