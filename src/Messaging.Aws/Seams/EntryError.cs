namespace Messaging.Aws;

/// <summary>Why a service refused one entry of a batch whose other entries it may have accepted.</summary>
public sealed class EntryError
{
    /// <summary>Gets the service's code, such as <c>InternalError</c> or <c>MalformedDetail</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Gets the service's explanation.</summary>
    /// <value>Null when it gave none.</value>
    public string? Message { get; init; }

    /// <summary>Gets whether the service says that the entry is at fault, and would be refused again.</summary>
    /// <value>Null when the service does not say.</value>
    public bool? IsSenderFault { get; init; }
}
