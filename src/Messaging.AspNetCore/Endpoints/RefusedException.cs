using Microsoft.AspNetCore.Http;

namespace Messaging.AspNetCore;

/// <summary>Ends a request that is not accepted. The reason is the library's own text and holds nothing of the request.</summary>
internal sealed class RefusedException(int status, string reason, Exception? cause = null) : Exception(reason, cause)
{
    public int Status { get; } = status;

    /// <summary>Gets whether the sender can do better and is told how; this happens in good order, too.</summary>
    public bool IsChallenge { get; init; }

    /// <summary>Gets whether the same request may be accepted later.</summary>
    public bool IsForNow => Status == StatusCodes.Status503ServiceUnavailable;

    public static RefusedException Malformed(string reason) => new(StatusCodes.Status400BadRequest, reason);

    public static RefusedException Forbidden(string reason) => new(StatusCodes.Status403Forbidden, reason);

    /// <summary>Nothing is wrong with the request, but it cannot be checked now. The sender tries again.</summary>
    public static RefusedException TryAgain(string reason, Exception? cause = null) =>
        new(StatusCodes.Status503ServiceUnavailable, reason, cause);
}
