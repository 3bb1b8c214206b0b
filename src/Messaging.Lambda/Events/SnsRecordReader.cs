using System.Text.Json;

namespace Messaging.Lambda;

/// <summary>Reads one record of an SNS event. Its notification is unwrapped like one that came through a queue.</summary>
internal static class SnsRecordReader
{
    /// <exception cref="LambdaEventException">It lacks what every notification has.</exception>
    public static BatchRecord Read(JsonElement record)
    {
        if (!record.TryGetProperty("Sns", out var notification) || Members.Text(notification, "MessageId") is not { Length: > 0 } id
            || Members.Text(notification, "Message") is null)
        {
            throw new LambdaEventException(
                "The event is malformed: a record of SNS lacks its 'Sns.MessageId' or 'Sns.Message'. Nothing was handled.");
        }

        return new BatchRecord(new ReceivedMessage
        {
            Id = id,
            ReceiptHandle = string.Empty,
            Body = notification.GetRawText(),
        });
    }
}
