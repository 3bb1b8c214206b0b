namespace Messaging;

/// <summary>An attribute that a route takes from each message, so that filters see it.</summary>
/// <param name="Name">The name of the attribute.</param>
/// <param name="DataType">The service's data type: <c>String</c>, <c>Number</c> or <c>String.Array</c>.</param>
/// <param name="Value">Gets the text of the value; null leaves the attribute out.</param>
internal sealed record RouteAttribute(string Name, string DataType, Func<object, string?> Value)
{
    public const string Text = "String";

    public const string Number = "Number";

    public const string TextArray = "String.Array";
}
