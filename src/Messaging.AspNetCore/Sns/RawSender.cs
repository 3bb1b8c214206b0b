using System.Text;
using Microsoft.AspNetCore.Http;

namespace Messaging.AspNetCore;

/// <summary>Knows who may post raw deliveries, which are not signed: whoever has a password.</summary>
/// <remarks>SNS shows it when it was asked for it. RFC 7617.</remarks>
internal sealed class RawSender(IEnumerable<string> credentials)
{
    private const string Scheme = "Basic ";

    private readonly SharedSecrets _credentials = new(credentials);

    /// <exception cref="RefusedException">The sender shows no credentials, or wrong ones.</exception>
    public void Check(HttpContext context)
    {
        if (_credentials.IsEmpty)
        {
            throw RefusedException.Forbidden("It is a raw delivery, which is not signed, and there are no RawCredentials.");
        }

        var shown = context.Request.Headers.Authorization;
        if (shown is [{ } value] && Decode(value) is { } credentials && _credentials.Contain(credentials))
        {
            return;
        }

        context.Response.Headers.WWWAuthenticate = "Basic realm=\"sns\", charset=\"UTF-8\"";
        throw new RefusedException(StatusCodes.Status401Unauthorized, "It is a raw delivery without credentials that are accepted.")
        {
            IsChallenge = shown.Count == 0,
        };
    }

    private static string? Decode(string header)
    {
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[header.Length];
        return Convert.TryFromBase64String(header[Scheme.Length..].Trim(), bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : null;
    }
}
