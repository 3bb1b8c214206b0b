namespace Messaging;

/// <summary>Hands a message to its destination, in a batch with others, and waits for the answer.</summary>
internal static class SendStage
{
    /// <exception cref="SendException">The destination did not accept the message.</exception>
    public static async Task<DestinationReceipt> SendAsync(
        OutgoingMessage message, Destination destination, CancellationToken cancellationToken)
    {
        var open = destination.Open;
        try
        {
            var answer = await destination.Pump.SendAsync(message, cancellationToken).ConfigureAwait(false);
            if (answer.Failure is { } failure)
            {
                throw new SendException(
                    $"'{open.Name}' did not accept a message '{message.MessageName}': {failure.Code}, {failure.Message}",
                    open.Name, failure.Code, failure.Kind == EntryFailureKind.Transient);
            }

            MessagingMetrics.Sent(open.System, open.Name);
            return new DestinationReceipt
            {
                Destination = open.Name,
                ServiceMessageId = answer.ServiceMessageId ?? string.Empty,
                SequenceNumber = answer.SequenceNumber,
            };
        }
        catch (SendException exception)
        {
            MessagingMetrics.Sent(open.System, open.Name, exception.ErrorType);
            throw;
        }
    }
}
