namespace Messaging.Aws;

/// <summary>A target that EventBridge did not add or remove while it may have accepted others.</summary>
public sealed class EventTargetFailure
{
    /// <summary>Gets the id of the target.</summary>
    public required string TargetId { get; init; }

    /// <summary>Gets the service's code, such as <c>ConcurrentModificationException</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Gets the service's explanation.</summary>
    /// <value>Null when it gave none.</value>
    public string? Message { get; init; }
}
