using Amazon.Runtime;
using Messaging.Aws;

namespace Messaging.EventBridge;

/// <summary>Puts batches of events on one bus.</summary>
/// <param name="client">The client of the bus's region.</param>
/// <param name="destination">The logical name of the bus, for exceptions.</param>
/// <param name="bus">Where the bus is.</param>
/// <param name="isMissing">Says whether the bus is still to be made.</param>
internal sealed class EventBridgeBatchSender(
    Func<IEventSender> client, string destination, EventBusAddress bus, Func<bool> isMissing) : IBatchSender
{
    private static readonly EntryFailure Unanswered = new(
        EntryFailureKind.Transient, "NoAnswer", "The answer of the service does not mention the entry.");

    public async Task<IReadOnlyList<SendAnswer>> SendAsync(
        IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        if (isMissing())
        {
            throw new SendException(
                $"Event bus '{destination}' ('{bus.Value}') is made by the start of the application, and EventBridge accepts and loses events for a " +
                "bus that is not there.", destination, code: null, isTransient: true);
        }

        try
        {
            var entries = new EventEntry[messages.Count];
            for (var index = 0; index < entries.Length; index++)
            {
                entries[index] = Entry(messages[index]);
            }

            var found = await client().PutEventsAsync(entries, cancellationToken);
            var answers = new SendAnswer[messages.Count];
            for (var index = 0; index < answers.Length; index++)
            {
                answers[index] = index < found.Count ? Answer(found[index]) : new SendAnswer(null, null, Unanswered);
            }

            return answers;
        }
        catch (Exception exception) when (AwsErrors.IsRefusal(exception, cancellationToken))
        {
            throw new SendException(
                $"Event bus '{destination}' ('{bus.Value}') did not accept the events: {exception.Message}{Remedy(exception)}", destination,
                (exception as AmazonServiceException)?.ErrorCode, AwsErrors.IsTransientRefusal(exception), exception);
        }
    }

    private static string Remedy(Exception exception) =>
        exception is AmazonServiceException service && AwsErrors.IsAccessDenied(service) ? " Allow events:PutEvents on it." : "";

    private static SendAnswer Answer(EventAnswer answer) => answer.IsAccepted
        ? new SendAnswer(answer.EventId, null, Failure: null)
        : new SendAnswer(null, null, AwsErrors.Failure(answer.Error));

    private EventEntry Entry(OutgoingMessage message) => new()
    {
        EventBus = bus.Value,
        Source = message.Source!,
        DetailType = message.MessageName,
        Detail = message.Body,
        Resources = message.Resources,
        Time = message.Time,
        TraceHeader = TraceHeader.Of(message.TraceParent),
    };
}
