namespace Messaging.Local;

/// <summary>A request as it came over the wire.</summary>
internal sealed record WireRequest(ReadOnlyMemory<byte> Body)
{
    public string Method { get; init; } = "POST";

    /// <summary>Gets the path, unescaped, such as <c>/000000000000/orders</c>.</summary>
    public string Path { get; init; } = "/";

    /// <summary>Gets the query string with or without its question mark.</summary>
    public string Query { get; init; } = string.Empty;

    /// <summary>Gets where the client reached the broker, or null for the broker's own address; it ends with a slash.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Gets the header <c>Host</c>.</summary>
    public string? Host { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Gets the header <c>Accept</c>: the Query protocol answers in JSON to whom that is first choice.</summary>
    public string? Accept { get; init; }

    public string? Target { get; init; }

    public string? Authorization { get; init; }

    public string? TraceHeader { get; init; }
}
