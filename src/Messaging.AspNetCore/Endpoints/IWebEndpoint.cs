using Microsoft.AspNetCore.Http;

namespace Messaging.AspNetCore;

/// <summary>Says of a post what becomes of it.</summary>
internal interface IWebEndpoint
{
    /// <exception cref="RefusedException">The post is not accepted.</exception>
    Task<EndpointAnswer> AcceptAsync(HttpContext context);
}
