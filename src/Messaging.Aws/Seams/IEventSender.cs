using Amazon.Runtime;

namespace Messaging.Aws;

/// <summary>Puts events on Amazon EventBridge buses. An application may register its own in place of the library's client.</summary>
/// <remarks>
/// The transports know EventBridge by this interface and by <see cref="IEventBusAdministration"/> only. Implementations are
/// safe to use from several threads at once.
/// See <see href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html"/>.
/// </remarks>
public interface IEventSender
{
    /// <summary>Puts up to ten events, on one bus or several, with one request.</summary>
    /// <param name="entries">1 to 10 events, of 1,048,576 bytes together.</param>
    /// <param name="cancellationToken">Ends the request. EventBridge may have accepted the events all the same.</param>
    /// <returns>One answer for each entry, in the order of the entries. Some may be refused while others are accepted.</returns>
    /// <exception cref="AmazonServiceException">EventBridge refused the whole request, or could not be reached.</exception>
    /// <remarks>EventBridge accepts events for a bus that does not exist, and drops them.</remarks>
    Task<IReadOnlyList<EventAnswer>> PutEventsAsync(
        IReadOnlyList<EventEntry> entries, CancellationToken cancellationToken = default);
}
