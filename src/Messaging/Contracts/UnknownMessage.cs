namespace Messaging;

/// <summary>Describes a message that a consumer has no handler for, to its handler of unknown messages.</summary>
public sealed class UnknownMessage
{
    /// <summary>Gets the name that travelled with the message; empty where there was none.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Gets the data in UTF-8: that of the envelope, or the body without its wrapping.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Gets why no handler was found, as a sentence.</summary>
    public string Reason { get; init; } = string.Empty;
}
