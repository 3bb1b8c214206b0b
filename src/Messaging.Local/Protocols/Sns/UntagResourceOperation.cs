namespace Messaging.Local;

/// <summary>Takes tags off a topic.</summary>
internal sealed class UntagResourceOperation() : Operation("UntagResource")
{
    protected override void Execute(OperationCall call)
    {
        var keys = call.Request.RequiredTexts("TagKeys");
        SnsMembers.WithTags(call, present => keys.Count(present.Remove));
    }
}
