namespace Messaging.Local;

/// <summary>Receives up to ten messages, or waits for one.</summary>
internal sealed class ReceiveMessageOperation() : Operation("ReceiveMessage")
{
    public override async ValueTask ExecuteAsync(OperationCall call, CancellationToken cancellationToken)
    {
        var request = call.Request;
        var names = new HashSet<string>(request.Texts("AttributeNames") ?? [], StringComparer.Ordinal);
        names.UnionWith(request.Texts("MessageSystemAttributeNames") ?? []);
        var attributeNames = request.Texts("MessageAttributeNames");
        var messages = await call.Region.Messages.ReceiveAsync(
            call.Queue,
            new ReceiveRequest
            {
                MaxMessages = request.Number("MaxNumberOfMessages") ?? 1,
                VisibilitySeconds = request.Number("VisibilityTimeout"),
                WaitSeconds = request.Number("WaitTimeSeconds"),
                AttemptId = request.Text("ReceiveRequestAttemptId"),
            },
            cancellationToken).ConfigureAwait(false);
        call.Messages = messages.Count;
        call.Result.List("Messages", messages, (writer, message) =>
            MessageMembers.WriteReceived(writer, message, call.Region.Options.AccountId, names, attributeNames));
    }
}
