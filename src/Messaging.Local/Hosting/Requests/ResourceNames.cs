namespace Messaging.Local;

/// <summary>Finds what a request is about: the name of its queue, topic or bus.</summary>
internal static class ResourceNames
{
    private const int TopicPart = 5;

    private static readonly string[] Members =
    [
        "QueueUrl", "QueueName", "TopicArn", "TargetArn", "SubscriptionArn", "EventBusName", "Name", "ResourceArn",
        "ResourceARN", "SourceArn",
    ];

    /// <summary>Returns null when the request names nothing, or cannot be read.</summary>
    public static string? Find(RequestMembers members, string path)
    {
        if (Members.Select(members.Text).FirstOrDefault(text => text is { Length: > 0 }) is { } named)
        {
            return NameIn(named);
        }

        if (members.List("Entries") is { Count: > 0 } entries)
        {
            // Only the entries of buses name one; what they leave out is the default bus.
            return entries[0].Text("EventBusName") is { } bus ? NameIn(bus)
                : entries[0].Text("DetailType") is not null ? "default"
                : NameIn(path);
        }

        return NameIn(path);
    }

    /// <summary>Returns the last part of an address or an ARN; of a subscription's, the topic.</summary>
    public static string? NameIn(string address)
    {
        var parts = address.Split(':');
        if (parts.Length > TopicPart && parts[0] == "arn" && parts[2] == "sns")
        {
            return parts[TopicPart];
        }

        var trimmed = address.TrimEnd('/');
        var name = trimmed[(trimmed.LastIndexOfAny(['/', ':']) + 1)..];
        return name.Length == 0 ? null : name;
    }
}
