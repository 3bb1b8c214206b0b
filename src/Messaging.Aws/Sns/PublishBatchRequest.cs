using System.Globalization;

namespace Messaging.Aws;

/// <summary>Publishes up to ten messages. Their ids are their places in the list.</summary>
internal sealed class PublishBatchRequest(string topicArn, IReadOnlyList<TopicEntry> entries)
    : QueryRequest<IReadOnlyList<TopicAnswer>>("PublishBatch")
{
    private static readonly EntryError NoAnswer = new()
    {
        Code = "InternalFailure",
        Message = "The service's answer does not mention this entry.",
        IsSenderFault = false,
    };

    public override IReadOnlyList<TopicAnswer> Read(ref XmlCursor xml)
    {
        var answers = new TopicAnswer?[entries.Count];
        var result = xml.Depth;
        while (xml.ReadChild(result))
        {
            var isFailed = xml.Is("Failed"u8);
            if (!isFailed && !xml.Is("Successful"u8))
            {
                continue;
            }

            var list = xml.Depth;
            while (xml.ReadChild(list))
            {
                ReadMember(ref xml, isFailed, answers);
            }
        }

        for (var index = 0; index < answers.Length; index++)
        {
            answers[index] ??= TopicAnswer.Refused(NoAnswer);
        }

        return answers!;
    }

    protected override void Write(QueryWriter writer)
    {
        writer.Add("TopicArn"u8, topicArn);
        for (var index = 0; index < entries.Count; index++)
        {
            writer.Write(entries[index], index);
        }
    }

    private static void ReadMember(ref XmlCursor xml, bool isFailed, TopicAnswer?[] answers)
    {
        var index = -1;
        string? messageId = null, sequenceNumber = null, code = null, message = null;
        var isSenderFault = false;
        var member = xml.Depth;
        while (xml.ReadChild(member))
        {
            if (xml.Is("Id"u8))
            {
                index = int.TryParse(xml.ReadText(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : -1;
            }
            else if (xml.Is("MessageId"u8))
            {
                messageId = xml.ReadText();
            }
            else if (xml.Is("SequenceNumber"u8))
            {
                sequenceNumber = xml.ReadText();
            }
            else if (xml.Is("Code"u8))
            {
                code = xml.ReadText();
            }
            else if (xml.Is("Message"u8))
            {
                message = xml.ReadText();
            }
            else if (xml.Is("SenderFault"u8))
            {
                isSenderFault = xml.ReadText() == "true";
            }
        }

        if (index < 0 || index >= answers.Length)
        {
            throw new FormatException("The answer mentions an entry that was not sent.");
        }

        answers[index] = isFailed
            ? TopicAnswer.Refused(new EntryError { Code = code ?? "InternalFailure", Message = message, IsSenderFault = isSenderFault })
            : TopicAnswer.Accepted(new TopicReceipt
            {
                MessageId = messageId ?? throw new FormatException("The answer has no message id."),
                SequenceNumber = string.IsNullOrEmpty(sequenceNumber) ? null : sequenceNumber,
            });
    }
}
