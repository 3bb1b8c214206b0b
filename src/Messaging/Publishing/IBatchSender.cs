namespace Messaging;

/// <summary>Sends one batch to one destination: the only call that the publisher makes.</summary>
internal interface IBatchSender
{
    /// <summary>Sends one to ten messages and returns an answer for each, in their order.</summary>
    /// <exception cref="SendException">The whole request was not accepted.</exception>
    Task<IReadOnlyList<SendAnswer>> SendAsync(
        IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken);
}
