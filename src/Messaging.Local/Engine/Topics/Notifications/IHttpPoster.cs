namespace Messaging.Local;

/// <summary>Posts what topics send to HTTP endpoints.</summary>
internal interface IHttpPoster
{
    /// <summary>Posts a body and says how that ended. It follows no redirects and waits 15 seconds at most.</summary>
    Task<DeliveryOutcome> PostAsync(
        Uri address, string body, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken);
}
