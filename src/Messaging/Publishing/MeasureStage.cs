namespace Messaging;

/// <summary>Compares the size of a message with what its destination takes.</summary>
internal static class MeasureStage
{
    /// <exception cref="MessageTooLargeException">The message is larger.</exception>
    public static void Check(OutgoingMessage message, OpenDestination destination)
    {
        if (message.Size > destination.Limits.MaxMessageBytes)
        {
            throw new MessageTooLargeException(
                message.MessageName, destination.Name, message.Size, destination.Limits.MaxMessageBytes);
        }
    }
}
