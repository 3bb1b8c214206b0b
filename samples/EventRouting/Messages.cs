namespace EventRouting;

/// <summary>A payment arrived.</summary>
internal sealed record PaymentCaptured(string PaymentId, decimal Amount, string Country);

/// <summary>A payment was given back.</summary>
internal sealed record PaymentRefunded(string PaymentId, string Reason);
