using System.Text.Json;

namespace Messaging.Local;

/// <summary>What SNS checks on a subscription.</summary>
internal static class SubscriptionRules
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "RawMessageDelivery", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy", "DeliveryPolicy", "SubscriptionRoleArn",
        "ReplayPolicy",
    };

    public static void CheckProtocol(string protocol)
    {
        if (protocol is not ("http" or "https" or "email" or "email-json" or "sms" or "sqs" or "lambda" or "application"
            or "firehose"))
        {
            throw SnsErrors.InvalidParameter($"Amazon SNS does not support this protocol string: {protocol}");
        }
    }

    public static void CheckEndpoint(Topic topic, string protocol, string endpoint)
    {
        if (protocol == "sqs" && !Arns.IsOf(endpoint, "sqs"))
        {
            throw SnsErrors.InvalidParameter("SQS endpoint ARN");
        }

        if (protocol == "lambda" && !Arns.IsOf(endpoint, "lambda"))
        {
            throw SnsErrors.InvalidParameter("Lambda endpoint ARN");
        }

        if (protocol is "http" or "https"
            && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme == protocol))
        {
            throw SnsErrors.InvalidParameter("Endpoint must match the specified protocol");
        }

        if (protocol.StartsWith("email", StringComparison.Ordinal) && !endpoint.Contains('@', StringComparison.Ordinal))
        {
            throw SnsErrors.InvalidParameter("Email address");
        }

        if (topic.IsFifo && protocol != "sqs")
        {
            throw SnsErrors.InvalidParameter("Invalid protocol type for a FIFO topic: only sqs can be subscribed");
        }

        if (protocol == "sqs" && !topic.IsFifo && endpoint.EndsWith(".fifo", StringComparison.Ordinal))
        {
            throw SnsErrors.InvalidParameter(
                "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics");
        }
    }

    /// <summary>Checks who may subscribe to a topic that takes messages above the default size. The texts are not known (?).</summary>
    /// <remarks>https://docs.aws.amazon.com/sns/latest/dg/large-message-payloads.html</remarks>
    public static void CheckLargeTopic(int maximumMessageSize, IReadOnlyList<string> protocols)
    {
        if (maximumMessageSize <= SnsLimits.DefaultMessageSize)
        {
            return;
        }

        if (protocols.FirstOrDefault(protocol => protocol is not ("sqs" or "lambda" or "firehose")) is { } protocol)
        {
            throw SnsErrors.InvalidParameter(
                $"A topic with a MaximumMessageSize above {SnsLimits.DefaultMessageSize} can have no subscription with protocol {protocol}");
        }

        if (protocols.Count > SnsLimits.LargeTopicSubscriptions)
        {
            throw SnsErrors.InvalidParameter(
                $"A topic with a MaximumMessageSize above {SnsLimits.DefaultMessageSize} can have at most " +
                $"{SnsLimits.LargeTopicSubscriptions} subscriptions");
        }
    }

    /// <summary>Checks attributes against each other and, where there is one, against the subscription as it is.</summary>
    public static void CheckAttributes(
        IReadOnlyDictionary<string, string> attributes, Subscription? present, Topic topic, string endpoint, string prefix)
    {
        foreach (var (name, value) in attributes)
        {
            if (!Known.Contains(name))
            {
                throw SnsErrors.InvalidParameter(prefix.Length > 0 ? $"{prefix}Unknown attribute {name}" : "AttributeName");
            }

            switch (name)
            {
                case "RawMessageDelivery" when !bool.TryParse(value, out _):
                    throw SnsErrors.InvalidParameter(
                        $"{prefix}RawMessageDelivery: Invalid value [{value}]. Must be true or false.");
                case "FilterPolicyScope" when value is not ("MessageBody" or "MessageAttributes"):
                    throw SnsErrors.InvalidParameter(
                        $"{prefix}FilterPolicyScope: Invalid value [{value}]. Please use either MessageBody or MessageAttributes");
                case "DeliveryPolicy" when value.Length > 0 && !JsonTexts.IsObject(value):
                    throw SnsErrors.InvalidParameter($"{prefix}DeliveryPolicy: failed to parse JSON.");
                case "ReplayPolicy" when value.Length > 0 && value.AsSpan().Trim() is not "{}":
                    throw SnsErrors.NotAvailable(prefix + name);
                case "RedrivePolicy" when value.Length > 0:
                    CheckRedrive(value, topic, endpoint, prefix);
                    break;
            }
        }

        CheckFilter(attributes, present, prefix);
    }

    public static string? DeadLetterArn(string policy)
    {
        if (!JsonTexts.IsObject(policy))
        {
            return null;
        }

        using var document = JsonDocument.Parse(policy);
        return document.RootElement.TryGetProperty("deadLetterTargetArn", out var arn)
            && arn.ValueKind == JsonValueKind.String
            ? arn.GetString()
            : null;
    }

    /// <summary>Returns the value that counts: null for what is the same as none.</summary>
    public static string? Effective(string name, string? value) => value switch
    {
        null => null,
        _ when Removes(name, value) => null,
        _ when name == "RawMessageDelivery" => bool.Parse(value) ? "true" : null,
        "MessageAttributes" when name == "FilterPolicyScope" => null,
        _ => value,
    };

    /// <summary>Tells whether setting an attribute to a value removes it.</summary>
    /// <remarks>https://docs.aws.amazon.com/sns/latest/dg/message-filtering-policy-remove.html</remarks>
    public static bool Removes(string name, string value) =>
        value.Length == 0 || (name == "FilterPolicy" && value.AsSpan().Trim() is "{}");

    private static void CheckRedrive(string policy, Topic topic, string endpoint, string prefix)
    {
        if (!JsonTexts.IsObject(policy))
        {
            throw SnsErrors.InvalidParameter($"{prefix}RedrivePolicy: failed to parse JSON.");
        }

        if (DeadLetterArn(policy) is not { } arn || !Arns.IsOf(arn, "sqs"))
        {
            throw SnsErrors.InvalidParameter($"{prefix}RedrivePolicy: deadLetterTargetArn is an invalid arn");
        }

        if (topic.IsFifo && endpoint.EndsWith(".fifo", StringComparison.Ordinal)
            && !arn.EndsWith(".fifo", StringComparison.Ordinal))
        {
            throw SnsErrors.InvalidParameter(
                $"{prefix}RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.");
        }
    }

    private static void CheckFilter(
        IReadOnlyDictionary<string, string> attributes, Subscription? present, string prefix)
    {
        var policy = attributes.GetValueOrDefault("FilterPolicy") ?? present?.Attributes.GetValueOrDefault("FilterPolicy");
        var scope = attributes.GetValueOrDefault("FilterPolicyScope")
            ?? present?.Attributes.GetValueOrDefault("FilterPolicyScope");
        if (policy is null || Removes("FilterPolicy", policy))
        {
            return;
        }

        if (!JsonTexts.IsObject(policy))
        {
            throw SnsErrors.InvalidParameter($"{prefix}FilterPolicy: failed to parse JSON.");
        }

        try
        {
            FilterPolicy.Parse(policy, onBody: scope == "MessageBody");
        }
        catch (PatternException error)
        {
            throw SnsErrors.InvalidParameter($"{prefix}FilterPolicy: {error.Message}");
        }
    }
}
