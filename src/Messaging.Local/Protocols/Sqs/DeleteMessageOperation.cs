namespace Messaging.Local;

/// <summary>Deletes a received message.</summary>
internal sealed class DeleteMessageOperation() : Operation("DeleteMessage")
{
    protected override void Execute(OperationCall call)
    {
        call.Messages = 1;
        call.Region.Messages.Delete(call.Queue, call.Request.RequiredText("ReceiptHandle"));
    }
}
