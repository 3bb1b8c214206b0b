namespace Messaging.Local;

/// <summary>One delivery of a message, as it was at the moment of the receive.</summary>
internal sealed record ReceivedMessage(
    Guid Id,
    MessageContent Content,
    string Handle,
    DateTime SentAt,
    DateTime FirstReceivedAt,
    int ReceiveCount,
    long? Sequence,
    string? DeadLetterSourceArn);
