using System.Buffers;
using System.Globalization;
using System.Text;

namespace Messaging.Local;

/// <summary>What SQS checks before it accepts a message.</summary>
internal static class MessageRules
{
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");

    // All from the blank to here is legal; what lies outside is looked at one by one.
    private const char LastBeforeSurrogates = '\uD7FF';

    /// <summary>
    /// Returns the bytes that count: body, and name, type and value of each attribute that is the sender's.
    /// </summary>
    public static long Size(MessageContent content)
    {
        long size = Encoding.UTF8.GetByteCount(content.Body);
        foreach (var attribute in content.Attributes)
        {
            size += Encoding.UTF8.GetByteCount(attribute.Name) + Encoding.UTF8.GetByteCount(attribute.DataType)
                + (attribute.Bytes?.Length ?? Encoding.UTF8.GetByteCount(attribute.Text ?? string.Empty));
        }

        return size;
    }

    /// <summary>Checks what makes a single message unacceptable, alone or in a batch.</summary>
    public static void Check(SendRequest request, QueueSettings queue, bool inBatch)
    {
        var content = request.Content;
        if (content.Body.Length == 0)
        {
            throw SqsErrors.MissingParameter("MessageBody");
        }

        if (!HasLegalCharacters(content.Body))
        {
            throw SqsErrors.InvalidMessageContents();
        }

        AttributeRules.Check(content.Attributes);
        if (Size(content) > queue.MaximumMessageSize)
        {
            throw SqsErrors.InvalidParameter(
                $"One or more parameters {(inBatch ? "cannot be validated" : "are invalid")}. " +
                $"Reason: Message must be shorter than {queue.MaximumMessageSize} bytes.");
        }

        CheckDelay(request.DelaySeconds, queue);
        CheckIds(content, queue);
    }

    /// <summary>Checks what a FIFO queue needs of every message; in a batch it fails the whole request.</summary>
    public static void CheckFifo(MessageContent content, QueueSettings queue, bool inBatch)
    {
        if (queue.Fifo && content.GroupId is null)
        {
            var missing = SqsErrors.MissingParameter("MessageGroupId");
            throw inBatch ? SqsErrors.InvalidParameter(missing.Message) : missing;
        }

        if (queue.Fifo && content.DeduplicationId is null && !queue.ContentDeduplication)
        {
            throw SqsErrors.InvalidParameter(
                "The queue should either have ContentBasedDeduplication enabled or " +
                "MessageDeduplicationId provided explicitly");
        }
    }

    public static void CheckId(string name, string value)
    {
        if (WrongWithId(name, value) is { } reason)
        {
            throw SqsErrors.InvalidParameter(name, value, reason);
        }
    }

    /// <summary>Says what is wrong with the id of a group or a copy, or returns null.</summary>
    public static string? WrongWithId(string name, string value) =>
        value.Length is < 1 or > SqsLimits.IdLength || value.AsSpan().ContainsAnyExcept(IdCharacters)
            ? $"{name} can only include alphanumeric and punctuation characters. 1 to 128 in length."
            : null;

    public static bool HasLegalCharacters(string text)
    {
        var rest = text.AsSpan();
        for (var at = FirstToLookAt(rest); at >= 0; at = FirstToLookAt(rest))
        {
            var length = LegalLength(rest[at..]);
            if (length == 0)
            {
                return false;
            }

            rest = rest[(at + length)..];
        }

        return true;
    }

    private static int FirstToLookAt(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange(' ', LastBeforeSurrogates);

    /// <summary>Returns the length of the legal character that the text begins with, or 0.</summary>
    private static int LegalLength(ReadOnlySpan<char> text) => text[0] switch
    {
        '\t' or '\n' or '\r' or (>= '\uE000' and <= '\uFFFD') => 1,
        _ when text.Length > 1 && char.IsSurrogatePair(text[0], text[1]) => 2,
        _ => 0,
    };

    private static void CheckDelay(int? seconds, QueueSettings queue)
    {
        if (seconds is < 0 or > SqsLimits.DelaySeconds)
        {
            throw SqsErrors.InvalidParameter("DelaySeconds", seconds, "DelaySeconds must be >= 0 and <= 900.");
        }

        if (queue.Fifo && seconds is > 0)
        {
            throw SqsErrors.InvalidParameter(
                "DelaySeconds",
                seconds.Value.ToString(CultureInfo.InvariantCulture),
                "The request include parameter that is not valid for this queue type.");
        }
    }

    private static void CheckIds(MessageContent content, QueueSettings queue)
    {
        if (content.GroupId is not null)
        {
            CheckId("MessageGroupId", content.GroupId);
        }

        if (content.DeduplicationId is null)
        {
            return;
        }

        CheckId("MessageDeduplicationId", content.DeduplicationId);
        if (!queue.Fifo)
        {
            throw SqsErrors.InvalidParameter(
                "MessageDeduplicationId",
                content.DeduplicationId,
                "The request includes a parameter that is not valid for this queue type.");
        }
    }
}
