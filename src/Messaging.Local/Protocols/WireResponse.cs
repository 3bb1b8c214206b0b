namespace Messaging.Local;

/// <summary>An answer as it goes over the wire.</summary>
internal sealed record WireResponse(int Status, string ContentType, byte[] Body)
{
    /// <summary>Gets the older code of an error and whose fault it is for <c>x-amzn-query-error</c>, or null.</summary>
    public string? QueryError { get; init; }

    /// <summary>Gets the id of the request for the header <c>x-amzn-RequestId</c>; XML has it in its body too.</summary>
    public required string RequestId { get; init; }

    /// <summary>Gets further headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Gets the defect of the broker that the answer hides from the client, or null.</summary>
    public Exception? Defect { get; init; }

    /// <summary>Gets or sets how many messages the call was about.</summary>
    public int Messages { get; set; }
}
