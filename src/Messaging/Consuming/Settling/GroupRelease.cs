namespace Messaging;

/// <summary>A FIFO group on its way back to the queue: followers first, so that none can overtake the head.</summary>
internal sealed class GroupRelease(Delivery head, TimeSpan visibility, int followers)
{
    public Delivery Head { get; } = head;

    public TimeSpan Visibility { get; } = visibility;

    public int FollowersLeft { get; set; } = followers;
}
