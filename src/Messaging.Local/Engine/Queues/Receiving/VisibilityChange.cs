namespace Messaging.Local;

/// <summary>How long a received message is to stay hidden, from now.</summary>
internal readonly record struct VisibilityChange(string Handle, int Seconds);
