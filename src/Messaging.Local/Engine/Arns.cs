namespace Messaging.Local;

/// <summary>Reads the parts of ARNs: arn:partition:service:region:account:resource.</summary>
internal static class Arns
{
    public static bool IsOf(string text, string service) =>
        text.Split(':', 6) is ["arn", _, var named, ..] parts && parts.Length == 6 && named == service && parts[5].Length > 0;

    public static string RegionOf(string arn) => arn.Split(':', 6) is { Length: 6 } parts ? parts[3] : string.Empty;

    /// <summary>Returns the last part of an ARN or an address: the name of the queue, topic, bus or function.</summary>
    public static string NameOf(string arn) => arn[(arn.LastIndexOfAny([':', '/']) + 1)..];

    public static string ResourceOf(string arn) => arn.Split(':', 6) is { Length: 6 } parts ? parts[5] : arn;
}
