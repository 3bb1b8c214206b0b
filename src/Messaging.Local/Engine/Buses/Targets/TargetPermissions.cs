namespace Messaging.Local;

/// <summary>Decides whether EventBridge may send what a rule is for to a queue.</summary>
internal static class TargetPermissions
{
    public static bool MaySend(SqsQueue queue, TargetAddress address) => queue is not null && address is not null;
}
