using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Messaging.Aws;

namespace Messaging.AspNetCore;

/// <summary>Keeps the certificates that SNS signs with. Fetches each once a day, and only from where SNS is.</summary>
internal sealed partial class SigningCertificates(
    SnsOrigin origin, SnsDownloads downloads, X509Certificate2Collection? roots, TimeProvider time)
{
    private const int MostKept = 64;

    // SNS has one certificate a region at a time. Whoever invents addresses makes few requests.
    private const int MostFetchesAMinute = 30;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    private long _minuteStart = time.GetTimestamp();
    private int _fetches;

    /// <summary>Looks whether an address is that of a certificate at SNS, in the region of the topic.</summary>
    public bool IsAddress(string? address, Arn topic)
    {
        var start = origin.Of(topic);
        return address is not null
            && address.StartsWith(start, StringComparison.Ordinal)
            && FileName().IsMatch(address[start.Length..]);
    }

    /// <summary>Returns the certificate at an address that has been looked at.</summary>
    /// <exception cref="RefusedException">It is none of SNS, or cannot be had now.</exception>
    public async Task<X509Certificate2> GetAsync(string address, Arn topic, CancellationToken cancellationToken)
    {
        var certificate = await Find(address, topic).WaitAsync(cancellationToken);
        return SigningCertificate.IsCurrent(certificate, time.GetUtcNow())
            ? certificate
            : throw RefusedException.Forbidden("The signing certificate has expired, or does not hold yet.");
    }

    private Task<X509Certificate2> Find(string address, Arn topic)
    {
        lock (_lock)
        {
            if (_kept.TryGetValue(address, out var kept) && !IsOver(kept))
            {
                return kept.Certificate;
            }

            CountFetch();
            if (_kept.Count >= MostKept)
            {
                _kept.Remove(_kept.MinBy(pair => pair.Value.Since).Key);
            }

            var fetch = Task.Run(() => FetchAsync(address, topic));
            _kept[address] = new Kept(fetch, time.GetTimestamp());
            return fetch;
        }
    }

    // A failure is forgotten at once: the next message tries again, within what a minute allows.
    private bool IsOver(Kept kept) =>
        kept.Certificate.IsFaulted || time.GetElapsedTime(kept.Since) > Lifetime;

    private void CountFetch()
    {
        if (time.GetElapsedTime(_minuteStart) > Minute)
        {
            (_minuteStart, _fetches) = (time.GetTimestamp(), 0);
        }

        if (++_fetches > MostFetchesAMinute)
        {
            throw RefusedException.TryAgain("Too many different certificates were asked for within a minute.");
        }
    }

    private async Task<X509Certificate2> FetchAsync(string address, Arn topic)
    {
        byte[] pem;
        try
        {
            pem = await downloads.GetAsync(new Uri(address));
        }
        catch (HttpRequestException exception) when (IsFinal(exception.StatusCode))
        {
            throw RefusedException.Forbidden("There is no certificate at the address of the signing certificate.");
        }
        catch (HttpRequestException exception)
        {
            throw RefusedException.TryAgain("The signing certificate could not be fetched.", exception);
        }

        var certificates = SigningCertificate.Read(pem);
        if (!origin.IsStandIn)
        {
            SigningCertificate.Check(certificates, topic, roots, time.GetUtcNow());
        }

        return certificates[0];
    }

    // A redirect is final, too: SNS has none, and nobody follows it.
    private static bool IsFinal(HttpStatusCode? status) =>
        status is >= HttpStatusCode.Ambiguous and < HttpStatusCode.InternalServerError
            and not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,128}\.pem\z", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();

    private sealed record Kept(Task<X509Certificate2> Certificate, long Since);
}
