namespace Messaging.Local;

/// <summary>Tells the attributes of a subscription.</summary>
internal sealed class GetSubscriptionAttributesOperation() : Operation("GetSubscriptionAttributes")
{
    protected override void Execute(OperationCall call)
    {
        call.Result.Map("Attributes", call.Region.Topics.Subscriptions.With(
            call.Request.RequiredText("SubscriptionArn"),
            subscription => SubscriptionAttributes.Of(
                subscription, call.Region.Topics.Find(subscription.TopicArn), call.Region.Options.AccountId)));
    }
}
