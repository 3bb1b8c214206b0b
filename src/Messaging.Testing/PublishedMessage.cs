namespace Messaging.Testing;

/// <summary>A message that was published, by the test or by the application, and accepted by all of its destinations.</summary>
public sealed class PublishedMessage
{
    internal PublishedMessage(object message, PublishOptions? options, PublishReceipt receipt) =>
        (Message, Options, Receipt) = (message, options, receipt);

    /// <summary>Gets the message.</summary>
    public object Message { get; }

    /// <summary>Gets what was said about it.</summary>
    /// <value>Null where nothing was.</value>
    public PublishOptions? Options { get; }

    /// <summary>Gets its id and where it went.</summary>
    public PublishReceipt Receipt { get; }
}
