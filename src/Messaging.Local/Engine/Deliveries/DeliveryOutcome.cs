namespace Messaging.Local;

/// <summary>How one attempt to deliver ended: well, or with a reason that may pass, or for good.</summary>
internal sealed record DeliveryOutcome(bool IsDelivered, bool MayPass, string? Code, string? Reason)
{
    public static DeliveryOutcome Delivered { get; } = new(true, false, null, null);

    /// <summary>Failed in a way that another attempt may mend.</summary>
    public static DeliveryOutcome Failed(string code, string reason) => new(false, true, code, reason);

    /// <summary>Failed in a way that no further attempt would mend.</summary>
    public static DeliveryOutcome Refused(string code, string reason) => new(false, false, code, reason);
}
