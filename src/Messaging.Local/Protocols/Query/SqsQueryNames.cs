namespace Messaging.Local;

/// <summary>The names of SQS: lists and maps are flat, and each has a name of its own for its items.</summary>
internal sealed class SqsQueryNames(string action) : QueryNames
{
    public override string Namespace => "http://queue.amazonaws.com/doc/2012-11-05/";

    public override bool Wraps => false;

    public override string RequestList(string member) => member switch
    {
        // Clients write both as AttributeName; whoever reads both gets the union anyway.
        "AttributeNames" => "AttributeName",
        "MessageSystemAttributeNames" => "MessageSystemAttributeName",
        "MessageAttributeNames" => "MessageAttributeName",
        "AWSAccountIds" => "AWSAccountId",
        "Actions" => "ActionName",
        "TagKeys" => "TagKey",
        "Entries" => action + "RequestEntry",
        _ => member,
    };

    public override (string Path, string Key, string Value) RequestMap(string member) => member switch
    {
        "Tags" or "tags" => ("Tag", "Key", "Value"),
        "MessageAttributes" => ("MessageAttribute", "Name", "Value"),
        "MessageSystemAttributes" => ("MessageSystemAttribute", "Name", "Value"),
        _ => ("Attribute", "Name", "Value"),
    };

    public override string Item(string member) => member switch
    {
        "Messages" => "Message",
        "QueueUrls" or "queueUrls" => "QueueUrl",
        "Successful" => action + "ResultEntry",
        "Failed" => "BatchResultErrorEntry",
        "Results" => action + "ResultEntry",
        _ => member,
    };

    public override (string Entry, string Key, string Value) Entry(string member) => RequestMap(member);
}
