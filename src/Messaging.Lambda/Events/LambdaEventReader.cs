using System.Text.Json;
using Messaging.Aws;

namespace Messaging.Lambda;

/// <summary>Reads what Lambda invokes a function with: an event of SQS, of SNS or of EventBridge.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html and the pages of the other services beside it.</remarks>
internal static class LambdaEventReader
{
    private const string SqsSource = "aws:sqs";
    private const string SnsSource = "aws:sns";

    // An event of EventBridge holds the message as it is. How deep that may be is for the message's own JSON options.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = int.MaxValue };

    /// <exception cref="LambdaEventException">It is none of these, or cannot be read.</exception>
    public static LambdaEvent Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw Wrong($"it is JSON of the kind '{root.ValueKind}', not an object");
            }

            return root.TryGetProperty("Records", out var records) ? ReadRecords(records) : ReadEvent(root);
        }
        catch (JsonException exception)
        {
            throw new LambdaEventException(
                $"The event is no JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}). " +
                "Nothing was handled. Invoke the function with an event of SQS, SNS or EventBridge.", exception);
        }
        catch (InvalidOperationException exception)
        {
            // Half of a surrogate pair in one of the members that every record has.
            throw Wrong("a member that is needed is no text that can be read", exception);
        }
    }

    private static LambdaEvent ReadRecords(JsonElement records)
    {
        if (records.ValueKind != JsonValueKind.Array)
        {
            throw Wrong("its 'Records' are no array");
        }

        var read = new List<BatchRecord>(records.GetArrayLength());
        EventSource? source = null;
        foreach (var record in records.EnumerateArray())
        {
            var found = SourceOf(record);
            source ??= found;
            if (found != source)
            {
                throw Wrong($"its records come from {source} and from {found}");
            }

            read.Add(found.Service == EventService.Sqs ? SqsRecordReader.Read(record) : SnsRecordReader.Read(record));
        }

        return new LambdaEvent(source ?? throw Wrong("it has no records"), Once(read));
    }

    private static EventSource SourceOf(JsonElement record)
    {
        var name = Members.Text(record, "eventSource") ?? Members.Text(record, "EventSource");
        switch (name)
        {
            case SqsSource:
                var queue = Members.Text(record, "eventSourceARN");
                return new EventSource(EventService.Sqs, NameOf(queue) ?? throw Wrong("a record has no 'eventSourceARN'"), queue);
            case SnsSource:
                var topic = record.TryGetProperty("Sns", out var sns) ? Members.Text(sns, "TopicArn") : null;
                return new EventSource(EventService.Sns, NameOf(topic) ?? throw Wrong("a record has no 'Sns.TopicArn'"), topic);
            case null:
                throw Wrong("a record names no 'eventSource'");
            default:
                throw Wrong($"its records come from '{name}'");
        }
    }

    /// <summary>Reads an event of EventBridge, or the detail alone where a target hands over that: an envelope.</summary>
    private static LambdaEvent ReadEvent(JsonElement root)
    {
        var isEvent = Members.Text(root, "detail-type") is not null && Members.Text(root, "source") is not null;
        var isEnvelope = !isEvent && Members.Text(root, "specversion") is not null;
        if (!isEvent && !isEnvelope)
        {
            throw Wrong("it has neither 'Records', as events of SQS and SNS have, nor 'source' and 'detail-type', as those of EventBridge");
        }

        var id = Members.Text(root, "id") ?? Guid.NewGuid().ToString();
        var message = new ReceivedMessage { Id = id, ReceiptHandle = string.Empty, Body = root.GetRawText() };

        // An envelope's source may be another one each time; what is kept and counted for each source must not grow with them.
        var name = isEvent ? Members.Text(root, "source")! : "detail";
        return new LambdaEvent(new EventSource(EventService.EventBridge, name, null), [new BatchRecord(message)]);
    }

    /// <summary>Keeps one record of each message: SQS may deliver one twice in a batch.</summary>
    private static List<BatchRecord> Once(List<BatchRecord> records)
    {
        var byId = new Dictionary<string, BatchRecord>(records.Count, StringComparer.Ordinal);
        var once = new List<BatchRecord>(records.Count);
        foreach (var record in records)
        {
            if (byId.TryAdd(record.Message.Id, record))
            {
                once.Add(record);
            }
            else
            {
                byId[record.Message.Id].Adopt(record.Message);
            }
        }

        return once;
    }

    private static string? NameOf(string? arn) => Arn.TryParse(arn, out var parsed) ? parsed.Resource : null;

    private static LambdaEventException Wrong(string what, Exception? cause = null) => new(
        $"The event is none of SQS, SNS or EventBridge: {what}. Nothing was handled. " +
        "Correct what invokes the function: a queue's event-source mapping, a topic's subscription or a rule's target.", cause);
}
