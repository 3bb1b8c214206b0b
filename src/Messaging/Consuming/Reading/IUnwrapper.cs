namespace Messaging;

/// <summary>Removes the wrapping of one service, such as the notification that SNS puts around a message.</summary>
internal interface IUnwrapper
{
    /// <summary>Looks whether a JSON object is this kind of wrapping and, if so, what is inside.</summary>
    /// <param name="body">The body, a JSON object in UTF-8.</param>
    /// <param name="wrapped">What was inside.</param>
    bool TryUnwrap(ReadOnlyMemory<byte> body, out WrappedMessage wrapped);
}

/// <summary>What was inside a wrapping: the inner body, and what the wrapping says about it, for bodies without an envelope.</summary>
internal sealed record WrappedMessage(ReadOnlyMemory<byte> Body, bool IsText)
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? Source { get; init; }

    public DateTimeOffset? Time { get; init; }

    public IReadOnlyDictionary<string, string>? Attributes { get; init; }
}
