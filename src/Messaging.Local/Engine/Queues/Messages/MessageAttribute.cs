namespace Messaging.Local;

/// <summary>One attribute that a sender put on a message: text or bytes, and the type that the sender named.</summary>
internal sealed record MessageAttribute(string Name, string DataType, string? Text, byte[]? Bytes)
{
    /// <summary>Gets whether the type is Binary, with or without a label.</summary>
    public bool IsBinary => DataType.StartsWith("Binary", StringComparison.Ordinal);

    /// <summary>Gets whether the type is Number, with or without a label.</summary>
    public bool IsNumber => DataType.StartsWith("Number", StringComparison.Ordinal);
}
