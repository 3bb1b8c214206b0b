namespace Messaging.Local;

/// <summary>Changes one attribute of a subscription.</summary>
internal sealed class SetSubscriptionAttributesOperation() : Operation("SetSubscriptionAttributes")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        call.Region.Topics.Subscriptions.Set(
            request.RequiredText("SubscriptionArn"),
            request.RequiredText("AttributeName"),
            request.Text("AttributeValue") ?? string.Empty);
    }
}
