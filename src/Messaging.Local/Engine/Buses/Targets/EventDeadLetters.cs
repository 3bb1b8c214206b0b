using System.Globalization;

namespace Messaging.Local;

/// <summary>Sends what a target did not get to the target's dead-letter queue, with the reason in attributes.</summary>
/// <remarks>https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html</remarks>
internal static class EventDeadLetters
{
    /// <summary>Sends the event as it came. Without a queue, or without the permission to send to it, it is lost.</summary>
    public static void Send(TargetAddress address, BusEvent happened, GivenUp reason, DateTime now)
    {
        if (address.Target.Settings.DeadLetterArn is not { } arn)
        {
            return;
        }

        var content = new MessageContent(happened.Json)
        {
            Attributes = [.. Attributes(address, reason)],
            TraceHeader = happened.TraceHeader,
        };
        address.Region.Messages.Accept(arn, EventDelivery.Principal, address.Rule.Arn, content, now);
    }

    private static IEnumerable<MessageAttribute> Attributes(TargetAddress address, GivenUp reason)
    {
        yield return Text("RULE_ARN", address.Rule.Arn);
        yield return Text("TARGET_ARN", address.Target.Settings.Arn);
        yield return Text("ERROR_CODE", reason.Last.Code ?? "UNKNOWN");
        if (!string.IsNullOrEmpty(reason.Last.Reason))
        {
            yield return Text("ERROR_MESSAGE", reason.Last.Reason);
        }

        if (reason.Exhausted is not null)
        {
            yield return Text("EXHAUSTED_RETRY_CONDITION", reason.Exhausted);
        }

        yield return Text("RETRY_ATTEMPTS", reason.Retries.ToString(CultureInfo.InvariantCulture));
    }

    private static MessageAttribute Text(string name, string value) => new(name, "String", value, null);
}
