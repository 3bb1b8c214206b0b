namespace Messaging.Local;

/// <summary>Adds a statement to the policy of a topic.</summary>
internal sealed class AddTopicPermissionOperation() : Operation("AddPermission")
{
    protected override void Execute(OperationCall call)
    {
        var request = call.Request;
        call.Region.Topics.With(request.RequiredText("TopicArn"), (topic, _) =>
        {
            topic.Attributes["Policy"] = TopicPolicies.Add(
                TopicAttributes.PolicyOf(topic, call.Region.Options.AccountId),
                topic.Arn,
                request.RequiredText("Label"),
                request.RequiredTexts("AWSAccountId"),
                request.RequiredTexts("ActionName"));
            return 0;
        });
    }
}
