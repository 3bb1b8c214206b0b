namespace Messaging.Local;

/// <summary>Reads and writes messages as members.</summary>
internal static class MessageMembers
{
    public static SendRequest ReadSend(RequestMembers members, string? traceHeader) =>
        new(new MessageContent(
            members.RequiredText("MessageBody"),
            MessageExtras.Of(
                [.. members.Structures("MessageAttributes").Select(ReadAttribute)],
                ReadTraceHeader(members) ?? traceHeader,
                members.Text("MessageGroupId"),
                members.Text("MessageDeduplicationId"))))
        {
            DelaySeconds = members.Number("DelaySeconds"),
            HasTraceAttribute = members.Structures("MessageSystemAttributes").Count > 0,
        };

    public static void WriteSent(ResultWriter writer, SentMessage sent, SendRequest request)
    {
        var content = request.Content;
        writer.Text("MessageId", sent.Id.ToString());
        writer.Text("MD5OfMessageBody", Digests.OfBody(content.Body));
        writer.Text("MD5OfMessageAttributes", Digests.OfAttributes(content.Attributes));
        if (request.HasTraceAttribute)
        {
            writer.Text("MD5OfMessageSystemAttributes", Digests.OfAttributes(
                [new MessageAttribute(SystemAttributes.TraceHeader, "String", content.TraceHeader, null)]));
        }

        writer.Text("SequenceNumber", sent.Number is { } number ? SystemAttributes.SequenceNumber(number) : null);
    }

    public static void WriteReceived(
        ResultWriter writer,
        ReceivedMessage message,
        string sender,
        HashSet<string> systemNames,
        IReadOnlyList<string>? attributeNames)
    {
        var attributes = AttributeFilter.Select(message.Content.Attributes, attributeNames);
        writer.Text("MessageId", message.Id.ToString());
        writer.Text("ReceiptHandle", message.Handle);
        writer.Text("MD5OfBody", Digests.OfBody(message.Content.Body));
        writer.Text("Body", message.Content.Body);
        writer.Map("Attributes", SystemAttributes.Select(message, sender, systemNames));
        writer.Text("MD5OfMessageAttributes", Digests.OfAttributes(attributes));
        writer.Structures("MessageAttributes", attributes, attribute => attribute.Name, WriteAttribute);
    }

    private static MessageAttribute ReadAttribute(KeyValuePair<string, RequestMembers> attribute) => new(
        attribute.Key,
        attribute.Value.Text("DataType") ?? string.Empty,
        attribute.Value.Text("StringValue"),
        attribute.Value.Bytes("BinaryValue"));

    private static string? ReadTraceHeader(RequestMembers members)
    {
        string? traceHeader = null;
        foreach (var (name, value) in members.Structures("MessageSystemAttributes"))
        {
            traceHeader = name == SystemAttributes.TraceHeader && value.Text("DataType") == "String"
                ? value.Text("StringValue")
                : throw SqsErrors.InvalidParameter($"Message system attribute name '{name}' is invalid.");
        }

        return traceHeader;
    }

    private static void WriteAttribute(ResultWriter writer, MessageAttribute attribute)
    {
        if (attribute.IsBinary)
        {
            writer.Bytes("BinaryValue", attribute.Bytes ?? []);
        }
        else
        {
            writer.Text("StringValue", attribute.Text);
        }

        writer.Text("DataType", attribute.DataType);
    }
}
