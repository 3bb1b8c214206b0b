namespace Messaging.Local;

/// <summary>Lists the subscriptions of the region.</summary>
internal sealed class ListSubscriptionsOperation() : Operation("ListSubscriptions")
{
    protected override void Execute(OperationCall call)
    {
        var all = call.Region.Run(_ => call.Region.Topics.Subscriptions.All.ToList());
        SnsMembers.WritePage(call, "Subscriptions", all, SnsMembers.WriteSubscription(call));
    }
}
