using System.Xml.Linq;

namespace Messaging.Local.Tests;

/// <summary>An answer in XML. Elements are found by their local names, at any depth.</summary>
internal sealed record QueryAnswer(int Status, string Text, XElement Root, string RequestId)
{
    public string? Error => Root.Name.LocalName == "ErrorResponse" ? this["Code"] : null;

    public string? this[string name] => All(name).FirstOrDefault();

    public string[] All(string name) =>
        [.. Root.DescendantsAndSelf().Where(element => element.Name.LocalName == name).Select(element => element.Value)];
}
