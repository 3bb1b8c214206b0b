namespace Messaging;

/// <summary>One entry of a batch that changes visibility timeouts: hidden for so long from now on.</summary>
internal readonly record struct VisibilityChange(string ReceiptHandle, TimeSpan Visibility);
