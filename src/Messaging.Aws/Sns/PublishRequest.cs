namespace Messaging.Aws;

/// <summary>Publishes one message.</summary>
internal sealed class PublishRequest(string topicArn, TopicEntry entry) : QueryRequest<TopicReceipt>("Publish")
{
    public override TopicReceipt Read(ref XmlCursor xml)
    {
        string? messageId = null, sequenceNumber = null;
        var result = xml.Depth;
        while (xml.ReadChild(result))
        {
            if (xml.Is("MessageId"u8))
            {
                messageId = xml.ReadText();
            }
            else if (xml.Is("SequenceNumber"u8))
            {
                sequenceNumber = xml.ReadText();
            }
        }

        return new TopicReceipt
        {
            MessageId = messageId ?? throw new FormatException("The answer has no message id."),
            SequenceNumber = string.IsNullOrEmpty(sequenceNumber) ? null : sequenceNumber,
        };
    }

    protected override void Write(QueryWriter writer)
    {
        writer.Add("TopicArn"u8, topicArn);
        writer.Write(entry);
    }
}
