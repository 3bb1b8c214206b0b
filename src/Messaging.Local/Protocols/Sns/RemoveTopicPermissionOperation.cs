namespace Messaging.Local;

/// <summary>Takes a statement out of the policy of a topic.</summary>
internal sealed class RemoveTopicPermissionOperation() : Operation("RemovePermission")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        call.Region.Topics.With(request.RequiredText("TopicArn"), (topic, _) =>
        {
            topic.Attributes["Policy"] = TopicPolicies.Remove(
                TopicAttributes.PolicyOf(topic, call.Region.Options.AccountId), request.RequiredText("Label"));
            return 0;
        });
    }
}
