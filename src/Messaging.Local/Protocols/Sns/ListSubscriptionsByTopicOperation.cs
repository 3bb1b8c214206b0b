namespace Messaging.Local;

/// <summary>Lists the subscriptions of a topic.</summary>
internal sealed class ListSubscriptionsByTopicOperation() : Operation("ListSubscriptionsByTopic")
{
    protected override void Execute(OperationCall call)
    {
        var all = call.Region.Topics.With(
            call.Request.RequiredText("TopicArn"), (topic, _) => topic.Subscriptions.ToList());
        SnsMembers.WritePage(call, "Subscriptions", all, SnsMembers.WriteSubscription(call));
    }
}
