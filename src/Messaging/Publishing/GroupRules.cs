namespace Messaging;

/// <summary>What groups, deduplication ids and delays may be, and which destinations need or refuse them.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html</remarks>
internal static class GroupRules
{
    private const int MaxLength = 128;

    /// <exception cref="MessageWriteException">The combination cannot be sent to the destination.</exception>
    public static void Check(string? group, Destination destination, PublishOptions? options)
    {
        var open = destination.Open;
        if (group is null && open.Limits.IsFifo)
        {
            throw new MessageWriteException(
                $"'{open.Name}' is a FIFO destination, and the message has no group" +
                (destination.Route.GroupBy is null
                    ? ". Add GroupBy to the route, or give PublishOptions.GroupId."
                    : ": the route's GroupBy returned null. Let it return a group for every message, or give PublishOptions.GroupId."));
        }

        CheckText(group, "group");
        CheckText(options?.DeduplicationId, "deduplication id");
        if (options?.DeduplicationId is not null && !open.Limits.IsFifo)
        {
            throw new MessageWriteException(
                $"'{open.Name}' is not a FIFO destination and knows no deduplication id. Leave DeduplicationId unset.");
        }

        if (options?.Delay is { } delay && (!open.Limits.TakesDelay || delay < TimeSpan.Zero || delay > TimeSpan.FromMinutes(15)))
        {
            throw new MessageWriteException(!open.Limits.TakesDelay
                ? $"'{open.Name}' cannot delay single messages: only standard queues can. Leave Delay unset."
                : $"The delay {delay} is not between zero and 15 minutes, the most that a queue allows. Publish the message later, or let " +
                    "EventBridge Scheduler send it.");
        }
    }

    private static void CheckText(string? value, string what)
    {
        if (value is not null && (value.Length is 0 or > MaxLength || value.Any(character => character is <= ' ' or > '~')))
        {
            throw new MessageWriteException(
                $"The {what} '{value}' is not allowed. Use 1 to {MaxLength} ASCII letters, digits and punctuation characters, without spaces.");
        }
    }
}
