namespace Messaging.Local;

/// <summary>Sends one message.</summary>
internal sealed class SendMessageOperation() : Operation("SendMessage")
{
    protected override void Execute(OperationCall call)
    {
        call.Messages = 1;
        var request = MessageMembers.ReadSend(call.Request, call.TraceHeader);
        var sent = call.Region.Messages.Send(call.Queue, request);
        MessageMembers.WriteSent(call.Result, sent, request);
    }
}
