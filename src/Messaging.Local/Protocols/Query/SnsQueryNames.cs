namespace Messaging.Local;

/// <summary>The names of SNS, and of STS: each list has members and each map has entries.</summary>
internal sealed class SnsQueryNames(string xmlNamespace) : QueryNames
{
    public static SnsQueryNames Sns { get; } = new("http://sns.amazonaws.com/doc/2010-03-31/");

    public static SnsQueryNames Sts { get; } = new("https://sts.amazonaws.com/doc/2011-06-15/");

    public override string Namespace => xmlNamespace;

    public override bool Wraps => true;

    public override string RequestList(string member) => member + ".member";

    public override (string Path, string Key, string Value) RequestMap(string member) =>
        member == "MessageAttributes" ? (member + ".entry", "Name", "Value") : (member + ".entry", "key", "value");

    public override string Item(string member) => "member";

    public override (string Entry, string Key, string Value) Entry(string member) => ("entry", "key", "value");
}
