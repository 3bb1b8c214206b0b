namespace Messaging.Testing;

/// <summary>Keeps what was published.</summary>
internal sealed class PublishLog
{
    private readonly Lock _lock = new();
    private readonly List<PublishedMessage> _published = [];

    public PublishedMessage[] Published
    {
        get
        {
            lock (_lock)
            {
                return [.. _published];
            }
        }
    }

    public void Add(PublishedMessage message)
    {
        lock (_lock)
        {
            _published.Add(message);
        }
    }
}
