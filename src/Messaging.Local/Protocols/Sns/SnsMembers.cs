using System.Globalization;

namespace Messaging.Local;

/// <summary>Reads and writes what several operations of SNS have in common.</summary>
internal static class SnsMembers
{
    public static PublishRequest ReadPublish(RequestMembers members, string? traceHeader) =>
        new(members.Text("Message") ?? string.Empty)
        {
            Subject = members.Text("Subject"),
            Structure = members.Text("MessageStructure"),
            Attributes = [.. members.Structures("MessageAttributes").Select(attribute => new MessageAttribute(
                attribute.Key,
                attribute.Value.Text("DataType") ?? string.Empty,
                attribute.Value.Text("StringValue"),
                attribute.Value.Bytes("BinaryValue")))],
            GroupId = members.Text("MessageGroupId"),
            DeduplicationId = members.Text("MessageDeduplicationId"),
            TraceHeader = traceHeader,
        };

    public static void WriteSent(ResultWriter writer, SentMessage sent)
    {
        writer.Text("MessageId", sent.Id.ToString());
        writer.Text("SequenceNumber", sent.Number is { } number ? SequenceNumbers.Write(number) : null);
    }

    public static void WriteBatch(ResultWriter writer, IReadOnlyList<BatchResult<SentMessage>> results)
    {
        writer.List("Successful", [.. results.Where(result => result.Error is null)], (entry, result) =>
        {
            entry.Text("Id", result.Id);
            WriteSent(entry, result.Value);
        });
        writer.List("Failed", [.. results.Where(result => result.Error is not null)], (entry, result) =>
        {
            entry.Text("Id", result.Id);
            entry.Text("Code", result.Error!.QueryCode);
            entry.Text("Message", result.Error.Message);
            entry.Flag("SenderFault", result.Error.IsSenderFault);
        });
    }

    public static Dictionary<string, string> ReadTags(RequestMembers request)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in request.List("Tags") ?? [])
        {
            tags[tag.RequiredText("Key")] = tag.Text("Value") ?? string.Empty;
        }

        return tags;
    }

    public static T WithTags<T>(OperationCall call, Func<SortedDictionary<string, string>, T> work) =>
        call.Region.Run(_ => work(
            call.Region.Topics.Find(call.Request.RequiredText("ResourceArn"))?.Tags ?? throw SnsErrors.NoResource()));

    public static Action<ResultWriter, Subscription> WriteSubscription(OperationCall call) => (writer, subscription) =>
    {
        writer.Text("SubscriptionArn", subscription.IsConfirmed ? subscription.Arn : "PendingConfirmation");
        writer.Text("Owner", call.Region.Options.AccountId);
        writer.Text("Protocol", subscription.Protocol);
        writer.Text("Endpoint", subscription.Endpoint);
        writer.Text("TopicArn", subscription.TopicArn);
    };

    /// <summary>Writes a hundred items from where the token says, and the token of the next hundred.</summary>
    public static void WritePage<T>(OperationCall call, string name, List<T> items, Action<ResultWriter, T> write)
    {
        var token = call.Request.Text("NextToken");
        var from = 0;
        if (!string.IsNullOrEmpty(token) && !int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out from))
        {
            throw SnsErrors.InvalidParameter("NextToken");
        }

        call.Result.List(name, [.. items.Skip(from).Take(SnsLimits.PageSize)], write);
        var next = from + SnsLimits.PageSize;
        call.Result.Text("NextToken", next < items.Count ? next.ToString(CultureInfo.InvariantCulture) : null);
    }
}
