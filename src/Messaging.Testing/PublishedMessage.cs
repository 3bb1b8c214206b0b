namespace Messaging.Testing;

/// <summary>A message that was published, by the test or by the application, and accepted by all of its destinations.</summary>
/// <param name="Message">The message.</param>
/// <param name="Options">What was said about it.</param>
/// <param name="Receipt">Its id and where it went.</param>
public sealed record PublishedMessage(object Message, PublishOptions? Options, PublishReceipt Receipt);
