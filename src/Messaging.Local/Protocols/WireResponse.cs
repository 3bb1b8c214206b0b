namespace Messaging.Local;

/// <summary>An answer as it goes over the wire.</summary>
internal sealed record WireResponse(int Status, string ContentType, byte[] Body)
{
    /// <summary>Gets the older code of an error and whose fault it is, or null.</summary>
    public string? QueryError { get; init; }

    public string RequestId { get; init; } = string.Empty;

    /// <summary>Gets how many messages the call was about.</summary>
    public int Messages { get; init; }
}
