using System.Text.Json;

namespace Messaging.Local;

/// <summary>What SNS checks on a message before it accepts it.</summary>
internal static class PublishRules
{
    /// <summary>Checks a message, and gives one for a FIFO topic its deduplication id.</summary>
    public static PublishRequest Check(PublishRequest request, Topic topic)
    {
        if (request.Message.Length == 0)
        {
            throw SnsErrors.InvalidParameter("Empty message");
        }

        CheckSubject(request.Subject);
        SnsAttributeRules.Check(request.Attributes);
        CheckSize(request, topic);
        if (request.Structure is not null)
        {
            CheckStructure(request);
        }

        return CheckOrder(request, topic);
    }

    public static long Size(PublishRequest request) =>
        MessageRules.Size(new MessageContent(request.Message) { Attributes = request.Attributes });

    /// <summary>Reads a message that has a text for each protocol.</summary>
    public static Dictionary<string, string> ReadStructure(string message)
    {
        using var document = JsonDocument.Parse(message);
        return document.RootElement.EnumerateObject()
            .Where(member => member.Value.ValueKind == JsonValueKind.String)
            .GroupBy(member => member.Name, StringComparer.Ordinal)
            .ToDictionary(members => members.Key, members => members.Last().Value.GetString()!, StringComparer.Ordinal);
    }

    private static void CheckStructure(PublishRequest request)
    {
        if (request.Structure != "json")
        {
            throw SnsErrors.InvalidParameter("MessageStructure");
        }

        try
        {
            if (!ReadStructure(request.Message).ContainsKey("default"))
            {
                throw SnsErrors.InvalidParameter("Message Structure - No default entry in JSON message body");
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw SnsErrors.InvalidParameter("Message Structure - JSON message body failed to parse");
        }
    }

    private static void CheckSubject(string? subject)
    {
        if (subject is not null
            && (subject.Length is 0 or > SnsLimits.SubjectLength || subject[0] == ' '
                || subject.Any(c => c is < ' ' or > '~')))
        {
            throw SnsErrors.InvalidParameter("Subject");
        }
    }

    private static void CheckSize(PublishRequest request, Topic topic)
    {
        if (Size(request) > topic.MaximumMessageSize)
        {
            throw SnsErrors.InvalidParameter("Message too long");
        }
    }

    // A queue would refuse what this lets through, and the message would be lost after it was accepted. The text is that of
    // SQS; that of SNS is not known (?).
    private static void CheckId(string name, string? value)
    {
        if (value is not null && MessageRules.WrongWithId(name, value) is { } reason)
        {
            throw SnsErrors.InvalidParameter($"{name} Reason: {reason}");
        }
    }

    private static PublishRequest CheckOrder(PublishRequest request, Topic topic)
    {
        CheckId("MessageGroupId", request.GroupId);
        CheckId("MessageDeduplicationId", request.DeduplicationId);
        if (!topic.IsFifo)
        {
            return request.DeduplicationId is null
                ? request
                : throw SnsErrors.InvalidParameter(
                    "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not " +
                    "valid for this topic type");
        }

        if (request.GroupId is null)
        {
            throw SnsErrors.InvalidParameter("The MessageGroupId parameter is required for FIFO topics");
        }

        if (request.DeduplicationId is null && !topic.DeduplicatesByContent)
        {
            throw SnsErrors.InvalidParameter(
                "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly");
        }

        return request with { DeduplicationId = request.DeduplicationId ?? Digests.DeduplicationId(request.Message) };
    }
}
