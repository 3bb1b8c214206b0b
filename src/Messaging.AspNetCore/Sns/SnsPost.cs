namespace Messaging.AspNetCore;

/// <summary>What SNS posts: a notification, or what asks to confirm that a subscription began or ended.</summary>
/// <remarks>https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html</remarks>
internal sealed class SnsPost
{
    public const string Notification = "Notification";
    public const string SubscriptionConfirmation = "SubscriptionConfirmation";
    public const string UnsubscribeConfirmation = "UnsubscribeConfirmation";

    public string? Type { get; set; }

    public string? MessageId { get; set; }

    public string? TopicArn { get; set; }

    public string? Subject { get; set; }

    public string? Message { get; set; }

    public string? Timestamp { get; set; }

    public string? SignatureVersion { get; set; }

    public string? Signature { get; set; }

    public string? SigningCertUrl { get; set; }

    public string? SubscribeUrl { get; set; }

    public string? Token { get; set; }

    /// <summary>Gets the text attributes, which nobody signed.</summary>
    public Dictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    public DateTimeOffset Time { get; set; }

    public bool IsNotification => Type == Notification;

    public static bool IsType(string? type) => type is Notification or SubscriptionConfirmation or UnsubscribeConfirmation;
}
