namespace Messaging.Sqs;

/// <summary>The four requests that are made all the time. A leaner way to make them takes the SDK's place here, and nowhere else.</summary>
/// <remarks>Batches have one to ten entries. Answers come in the order of the entries.</remarks>
internal interface IHotPath
{
    Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        string queueUrl, ReceiveCall call, CancellationToken cancellationToken);

    Task<IReadOnlyList<EntryFailure?>> DeleteAsync(
        string queueUrl, IReadOnlyList<string> receiptHandles, CancellationToken cancellationToken);

    Task<IReadOnlyList<EntryFailure?>> ChangeVisibilityAsync(
        string queueUrl, IReadOnlyList<VisibilityChange> changes, CancellationToken cancellationToken);

    Task<IReadOnlyList<SendAnswer>> SendAsync(
        string queueUrl, IReadOnlyList<OutgoingMessage> messages, bool isFifo, CancellationToken cancellationToken);
}
