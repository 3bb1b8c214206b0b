namespace Messaging.Local;

/// <summary>Receives up to ten messages, or waits for one.</summary>
internal sealed class ReceiveMessageOperation() : Operation("ReceiveMessage")
{
    private static readonly HashSet<string> NoNames = [];

    public override async ValueTask ExecuteAsync(OperationCall call, CancellationToken cancellationToken)
    {
        var request = call.Request;
        var names = SystemNames(request);
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

    /// <summary>Reads the names of both members: the older one has a newer name.</summary>
    private static HashSet<string> SystemNames(RequestMembers request)
    {
        var (older, newer) = (request.Texts("AttributeNames"), request.Texts("MessageSystemAttributeNames"));
        if (older is null && newer is null)
        {
            return NoNames;
        }

        var names = new HashSet<string>(older ?? [], StringComparer.Ordinal);
        names.UnionWith(newer ?? []);
        return names;
    }
}
