namespace Messaging.Aws;

/// <summary>One attribute of a message to a topic.</summary>
public sealed class TopicAttribute
{
    /// <summary>Gets the name: up to 255 letters, digits, hyphens, underscores and dots.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the value as text. Attributes of type <c>String.Array</c> hold a JSON array. Never empty.</summary>
    public required string Value { get; init; }

    /// <summary>Gets the type: <c>String</c>, <c>Number</c> or <c>String.Array</c>, and a custom suffix where wanted.</summary>
    /// <value>The default is <c>String</c>.</value>
    public string DataType { get; init; } = "String";
}
