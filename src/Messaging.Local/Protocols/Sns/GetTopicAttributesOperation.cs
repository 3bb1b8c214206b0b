namespace Messaging.Local;

/// <summary>Tells the attributes of a topic.</summary>
internal sealed class GetTopicAttributesOperation() : Operation("GetTopicAttributes")
{
    protected override void Execute(OperationCall call)
    {
        call.Result.Map("Attributes", call.Region.Topics.With(
            call.Request.RequiredText("TopicArn"), (topic, _) => TopicAttributes.Of(topic, call.Region.Options.AccountId)));
    }
}
